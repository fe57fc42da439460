namespace Actors.Grains.Agents;

/// <summary>The agent planes of other silos.</summary>
public interface IAgentPlanes
{
    /// <summary>Whether a silo is known to configure the agent.</summary>
    /// <param name="silo">The silo.</param>
    /// <param name="agent">Key of the agent.</param>
    bool Configures(SiloAddress silo, string agent);

    /// <summary>Asks a silo whether it configures the agent and is not about to stop.</summary>
    /// <param name="silo">The silo.</param>
    /// <param name="agent">Key of the agent.</param>
    /// <returns>What it says; an exception or no answer when it cannot be reached.</returns>
    Task<bool> KeepsAsync(SiloAddress silo, string agent);
}
