namespace Actors.Templates.Kinds;

/// <summary>A static resource: values that other resources read.</summary>
public sealed record ResourceSpec
{
    /// <summary>The values.</summary>
    public IReadOnlyList<Variable> Variables { get; init; } = [];

    /// <summary>Projects that may use it.</summary>
    public Sharing? Sharing { get; init; }
}
