namespace Actors.Templates.Planning;

/// <summary>A value whose level of precedence has been chosen, with expressions not yet evaluated.</summary>
public sealed record PlannedValue
{
    /// <summary>Name of the variable or key of the environment variable.</summary>
    public required string Name { get; init; }

    /// <summary>How the text is understood.</summary>
    public required ValueType Type { get; init; }

    /// <summary>The text; null for no value.</summary>
    public string? Value { get; init; }

    /// <summary>Whether the value must never be shown.</summary>
    public bool Sensitive { get; init; }

    /// <summary>Where the value comes from, such as <c>Environment/prod spec.variables[2].value</c>.</summary>
    public required string Origin { get; init; }

    /// <summary>Names the value without showing it.</summary>
    /// <returns>Name and origin.</returns>
    public override string ToString() => $"{Name} from {Origin}";
}
