namespace Actors.Templates.Kinds;

/// <summary>Whether a level of higher precedence may replace a value.</summary>
public sealed record OverrideRule
{
    /// <summary>`allowed`, `notallowed`, `restricted` or `restricted_key_values` in any letter case; blank means allowed.</summary>
    [KnownValues("allowed", "notallowed", "restricted", "restricted_key_values")]
    public string? Type { get; init; }

    /// <summary>The values that `restricted` admits.</summary>
    public IReadOnlyList<string> RestrictedValues { get; init; } = [];

    /// <summary>The keys and values that `restricted_key_values` admits.</summary>
    public IReadOnlyDictionary<string, string> RestrictedKeyValues { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether the value is a JSON array of admitted values.</summary>
    public bool? MultiSelect { get; init; }

    /// <summary>Presentation hint, kept as it is.</summary>
    public bool? DisplayOverridden { get; init; }

    /// <summary>Names under which other levels may address the value.</summary>
    public IReadOnlyList<string> Selectors { get; init; } = [];
}
