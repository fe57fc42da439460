using Orleans.Services;

namespace Actors.Grains.Agents;

/// <summary>The agent plane of one silo, as the others ask it.</summary>
[Alias("Actors.IAgentPlaneService")]
public interface IAgentPlaneService : IGrainService
{
    /// <summary>Whether the silo configures the agent and is not about to stop.</summary>
    /// <param name="agent">Key of the agent.</param>
    [Alias("Keeps")]
    Task<bool> KeepsAsync(string agent);
}
