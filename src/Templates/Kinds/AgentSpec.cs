namespace Actors.Templates.Kinds;

/// <summary>A service near the infrastructure that starts workers.</summary>
public sealed record AgentSpec
{
    /// <summary>`Cluster` or `Docker`; also as older documents have it, `ClusterAgent` or `DockerAgent`.</summary>
    [KnownValues("Cluster", "Docker", "ClusterAgent", "DockerAgent")]
    [FieldAlias("agentType")]
    public string? Type { get; init; }

    /// <summary>The cluster, when the type is Cluster.</summary>
    public ClusterRef? Cluster { get; init; }

    /// <summary>Whether it takes work; absent means yes.</summary>
    public bool? Active { get; init; }

    /// <summary>Version of the agent.</summary>
    public string? Version { get; init; }

    /// <summary>Projects that may use it.</summary>
    public Sharing? Sharing { get; init; }

    /// <summary>Settings.</summary>
    public AgentConfig? Config { get; init; }
}
