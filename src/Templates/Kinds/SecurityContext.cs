namespace Actors.Templates.Kinds;

/// <summary>Security settings of a container.</summary>
public sealed record SecurityContext
{
    /// <summary>Whether it runs privileged.</summary>
    public bool? Privileged { get; init; }

    /// <summary>Whether its root file system is read-only.</summary>
    public bool? ReadOnlyRootFileSystem { get; init; }
}
