using Actors.Contracts.Identity;

namespace Actors.Scheduling.Agents;

/// <summary>A worker on the engine that no slot held and that the controller calls over, or does not know.</summary>
/// <param name="Attempt">The attempt.</param>
/// <param name="AtStart">Whether the agent found it when it began; else a later look did.</param>
public sealed record StrayWorker(AttemptId Attempt, bool AtStart);
