using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Actors.Templates.Planning;

/// <summary>What an environment was launched with, so that it stays on it until it is updated. Of values it holds the payload only.</summary>
public sealed record Launch
{
    /// <summary>Identity of the environment.</summary>
    public required string Environment { get; init; }

    /// <summary>Revision of the Environment document that was launched: a document with another one is an update.</summary>
    public long Revision { get; init; }

    /// <summary>Name of the environment template.</summary>
    public required string Template { get; init; }

    /// <summary>Its version; empty for a template without one.</summary>
    public string Version { get; init; } = "";

    /// <summary>Versions of the resource templates, by resource; empty for a template without one.</summary>
    public IReadOnlyDictionary<string, string> Resources { get; init; } = new Dictionary<string, string>();

    /// <summary>What the run was asked for with, which later runs read as well until one is asked for with another; may hold secrets. Null: nothing.</summary>
    public JsonNode? Payload { get; init; }

    /// <summary>How to take its dynamic resources down, should a later version of the template have them no more; empty in launches of older programs.</summary>
    public IReadOnlyList<LaunchedResource> Built { get; init; } = [];

    /// <summary>Resources of earlier launches that its run takes down; empty once it has.</summary>
    public IReadOnlyList<LaunchedResource> Removing { get; init; } = [];

    /// <summary>Resources of earlier launches that are still up when its run has ended well.</summary>
    public IReadOnlyList<LaunchedResource> Leftover { get; init; } = [];

    /// <summary>The values that may not change any more.</summary>
    public IReadOnlyList<FixedValue> Fixed { get; init; } = [];

    /// <summary>Fields of a newer program.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Extra { get; init; }

    /// <summary>The versions of a resource template that the environment is on; those of resources that are still to be taken down too.</summary>
    /// <param name="name">Name of the resource template.</param>
    /// <returns>The versions; empty when it is not on any.</returns>
    public IEnumerable<string> VersionsOf(string name) =>
        (Resources.TryGetValue(name, out var version) ? [version] : Array.Empty<string>()).Concat(Removing.Concat(Leftover).Where(each => each.Name == name).Select(each => each.Version));

    /// <summary>Names of the dynamic resources that the environment has when its run has ended well.</summary>
    /// <returns>The names.</returns>
    public IReadOnlySet<string> Names() => Resources.Keys.Concat(Leftover.Select(each => each.Name)).ToHashSet(StringComparer.Ordinal);

    /// <summary>The launch when its run has succeeded: what it was to take down is gone.</summary>
    /// <returns>The launch.</returns>
    public Launch Succeeded() => Removing.Count == 0 ? this : this with { Removing = [] };

    /// <summary>Names the template.</summary>
    /// <returns>Name and version.</returns>
    public override string ToString() => $"{Template} {Version}";
}
