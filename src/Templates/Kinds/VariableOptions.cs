using System.Text.Json.Nodes;

namespace Actors.Templates.Kinds;

/// <summary>Rules and presentation of a variable, an environment variable or a file.</summary>
public sealed record VariableOptions
{
    /// <summary>Text for people.</summary>
    public string? Description { get; init; }

    /// <summary>Whether the value must never be shown.</summary>
    public bool? Sensitive { get; init; }

    /// <summary>Whether an environment must end up with a value.</summary>
    public bool? Required { get; init; }

    /// <summary>Whether the value may change after the first deploy.</summary>
    public bool? Immutable { get; init; }

    /// <summary>Presentation hints, kept as they are.</summary>
    public JsonNode? DisplayMetadata { get; init; }

    /// <summary>JSON schema and UI schema of the value, kept as they are.</summary>
    public JsonNode? Schema { get; init; }

    /// <summary>Who may change the value.</summary>
    public OverrideRule? Override { get; init; }

    /// <summary>Names under which other levels may address the variable.</summary>
    public IReadOnlyList<string> Selectors { get; init; } = [];

    /// <summary>Older spelling of `override.type`.</summary>
    [KnownValues("allowed", "notallowed", "restricted", "restricted_key_values")]
    public string? OverrideType { get; init; }
}
