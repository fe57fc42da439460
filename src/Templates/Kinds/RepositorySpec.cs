namespace Actors.Templates.Kinds;

/// <summary>A repository of code.</summary>
public sealed record RepositorySpec
{
    /// <summary>`Git` or `Helm`.</summary>
    [KnownValues("Git", "Helm")]
    public string? Type { get; init; }

    /// <summary>Address of the repository.</summary>
    public string? Endpoint { get; init; }

    /// <summary>Agents that can reach it.</summary>
    public IReadOnlyList<NameRef> Agents { get; init; } = [];

    /// <summary>Account.</summary>
    public RepositoryCredentials? Credentials { get; init; }

    /// <summary>How it is reached.</summary>
    public RepositoryAccess? Options { get; init; }

    /// <summary>Projects that may use it.</summary>
    public Sharing? Sharing { get; init; }
}
