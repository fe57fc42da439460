using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Actors.Templates.Planning;

/// <summary>A resource that the template has no more: enough to take it down.</summary>
public sealed record LaunchedResource
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Version of its resource template; empty for a template without one.</summary>
    public string Version { get; init; } = "";

    /// <summary>The environment template that it was launched by; null: the one that the environment is on.</summary>
    public string? Template { get; init; }

    /// <summary>Version of that; empty for a template without one.</summary>
    public string TemplateVersion { get; init; } = "";

    /// <summary>Names of the resources that it came after.</summary>
    public IReadOnlyList<string> DependsOn { get; init; } = [];

    /// <summary>What the environment template replaced in its resource template; null: nothing.</summary>
    public JsonObject? Overrides { get; init; }

    /// <summary>Fields of a newer program.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Extra { get; init; }

    /// <summary>Names it.</summary>
    /// <returns>Name and version.</returns>
    public override string ToString() => $"{Name} {Version}";
}
