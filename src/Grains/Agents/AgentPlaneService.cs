using Microsoft.Extensions.Logging;

namespace Actors.Grains.Agents;

/// <summary>Answers for this silo. What the membership says of a silo comes too late: a silo is Active there until its agents have left.</summary>
[Orleans.Concurrency.Reentrant]
public sealed class AgentPlaneService(GrainId id, Silo silo, ILoggerFactory loggers, AgentPresence presence, IAgentEngines engines)
    : GrainService(id, silo, loggers), IAgentPlaneService
{
    /// <inheritdoc/>
    public Task<bool> KeepsAsync(string agent) => Task.FromResult(!presence.IsLeaving && engines.Agents.Contains(agent));
}
