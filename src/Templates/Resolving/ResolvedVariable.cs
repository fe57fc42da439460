using System.Text.Json.Nodes;

namespace Actors.Templates.Resolving;

/// <summary>An input variable of OpenTofu: JSON, or a value in OpenTofu's own language.</summary>
public sealed record ResolvedVariable
{
    /// <summary>Name.</summary>
    public required string Name { get; init; }

    /// <summary>The value as JSON; null for JSON null or when <see cref="Hcl"/> is given.</summary>
    public JsonNode? Json { get; init; }

    /// <summary>The value in OpenTofu's language; null when it is JSON.</summary>
    public string? Hcl { get; init; }

    /// <summary>Whether it must never be shown.</summary>
    public bool Sensitive { get; init; }

    /// <summary>Names the variable without its value.</summary>
    /// <returns>The name.</returns>
    public override string ToString() => Name;
}
