namespace Actors.Templates.Kinds;

/// <summary>Hooks on both sides of a phase.</summary>
public sealed record BeforeAfter
{
    /// <summary>Before the phase.</summary>
    public IReadOnlyList<TaskSpec> Before { get; init; } = [];

    /// <summary>After the phase.</summary>
    public IReadOnlyList<TaskSpec> After { get; init; } = [];
}
