namespace Actors.Templates.Planning;

/// <summary>Values that a job gets, with expressions not yet evaluated.</summary>
public sealed record JobInputs
{
    /// <summary>Variables, by name.</summary>
    public IReadOnlyList<PlannedValue> Variables { get; init; } = [];

    /// <summary>Environment variables, by key.</summary>
    public IReadOnlyList<PlannedValue> Envs { get; init; } = [];

    /// <summary>Files, by name.</summary>
    public IReadOnlyList<PlannedFile> Files { get; init; } = [];
}
