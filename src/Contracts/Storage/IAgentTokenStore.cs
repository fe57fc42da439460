namespace Actors.Contracts.Storage;

/// <summary>Tokens of agents, by hash only.</summary>
public interface IAgentTokenStore
{
    /// <summary>Keeps a token.</summary>
    Task AddAsync(AgentToken token, CancellationToken cancellationToken);

    /// <summary>The token with this hash; null when there is none.</summary>
    Task<AgentToken?> FindAsync(string sha256, CancellationToken cancellationToken);

    /// <summary>Tokens of the agents at or below a key.</summary>
    Task<IReadOnlyList<AgentToken>> ListUnderAsync(string key, CancellationToken cancellationToken);

    /// <summary>Revokes a token; false when there was none.</summary>
    Task<bool> DeleteAsync(string id, CancellationToken cancellationToken);
}
