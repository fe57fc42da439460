namespace Actors.Templates.Kinds;

/// <summary>Settings of an agent on a Docker engine.</summary>
public sealed record AgentDockerConfig
{
    /// <summary>Limits of the agent.</summary>
    public ComputeResources? Limits { get; init; }
}
