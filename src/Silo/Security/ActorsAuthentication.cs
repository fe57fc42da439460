namespace Actors.Silo.Security;

/// <summary>Names of authentication and authorisation.</summary>
public static class ActorsAuthentication
{
    /// <summary>The one scheme.</summary>
    public const string Scheme = "actors";

    /// <summary>Role of the administrator's token.</summary>
    public const string AdminRole = "admin";

    /// <summary>Role of an agent's token.</summary>
    public const string AgentRole = "agent";

    /// <summary>Role of a worker's token.</summary>
    public const string WorkerRole = "worker";

    /// <summary>Role of the password of the quickstart's repository.</summary>
    public const string RepositoryRole = "repository";

    /// <summary>Role of the token of the metrics.</summary>
    public const string MetricsRole = "metrics";

    /// <summary>Claim: key of the agent that a token is bound to.</summary>
    public const string AgentClaim = "actors.agent";

    /// <summary>Policy of what agents may call: their own token, or the administrator's.</summary>
    public const string AgentPolicy = "agent";

    /// <summary>Policy of what workers may call.</summary>
    public const string WorkerPolicy = "worker";

    /// <summary>Policy of the metrics: their own token, or the administrator's.</summary>
    public const string MetricsPolicy = "metrics";

    /// <summary>Policy of the quickstart's repository.</summary>
    public const string RepositoryPolicy = "repository";
}
