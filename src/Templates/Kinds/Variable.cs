namespace Actors.Templates.Kinds;

/// <summary>An input value and the rules for changing it.</summary>
public sealed record Variable
{
    /// <summary>Name by which code and overriding levels know the variable.</summary>
    public string? Name { get; init; }

    /// <summary>`text`, `expression`, `json` or `hcl` in any letter case; blank means text.</summary>
    [KnownValues("text", "expression", "json", "hcl")]
    public string? ValueType { get; init; }

    /// <summary>The value as text; its meaning depends on the value type.</summary>
    [JsonText]
    public string? Value { get; init; }

    /// <summary>Rules and presentation.</summary>
    public VariableOptions? Options { get; init; }

    /// <summary>Deprecated place of `options.sensitive`.</summary>
    public bool? Sensitive { get; init; }

    /// <summary>Names the entry without its value, which may be secret.</summary>
    public override string ToString() => $"Variable {Name}";
}
