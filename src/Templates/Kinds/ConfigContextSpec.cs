namespace Actors.Templates.Kinds;

/// <summary>Environment variables, files and variables shared by templates.</summary>
public sealed record ConfigContextSpec
{
    /// <summary>Environment variables.</summary>
    public IReadOnlyList<EnvVar> Envs { get; init; } = [];

    /// <summary>Files.</summary>
    public IReadOnlyList<FileEntry> Files { get; init; } = [];

    /// <summary>Variables.</summary>
    public IReadOnlyList<Variable> Variables { get; init; } = [];

    /// <summary>Projects that may use it.</summary>
    public Sharing? Sharing { get; init; }
}
