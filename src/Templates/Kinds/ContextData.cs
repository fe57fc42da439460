namespace Actors.Templates.Kinds;

/// <summary>Values of an inline configuration context.</summary>
public sealed record ContextData
{
    /// <summary>Environment variables.</summary>
    public IReadOnlyList<EnvVar> Envs { get; init; } = [];

    /// <summary>Files.</summary>
    public IReadOnlyList<FileEntry> Files { get; init; } = [];

    /// <summary>Variables.</summary>
    public IReadOnlyList<Variable> Variables { get; init; } = [];
}
