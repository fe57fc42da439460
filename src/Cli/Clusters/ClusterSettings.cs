namespace Actors.Cli.Clusters;

/// <summary>What the silos of a cluster have in common.</summary>
internal sealed record ClusterSettings
{
    /// <summary>Folder of the store, the administrator's token and the workers, as an absolute path.</summary>
    public required string Folder { get; init; }

    /// <summary>Connection string of PostgreSQL, which may hold a password; null: what the environment says, else SQLite.</summary>
    public string? Database { get; init; }

    /// <summary>Agents that each silo may host; the cluster runs each of them once.</summary>
    public required IReadOnlyList<string> Agents { get; init; }

    /// <summary>Project of the agents.</summary>
    public required string Project { get; init; }

    /// <summary>Whether a silo that has ended is started again.</summary>
    public bool Restart { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"cluster in {Folder}";
}
