namespace Actors.Templates.Kinds;

/// <summary>Settings of an agent.</summary>
public sealed record AgentConfig
{
    /// <summary>Concurrent repository operations.</summary>
    public int? Concurrency { get; init; }

    /// <summary>Settings for environment activities.</summary>
    public AgentEnvironmentConfig? Environment { get; init; }

    /// <summary>Settings on a Docker engine.</summary>
    public AgentDockerConfig? Docker { get; init; }

    /// <summary>Settings on a Kubernetes cluster.</summary>
    public AgentKubernetesConfig? Kubernetes { get; init; }
}
