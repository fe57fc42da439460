using Actors.Contracts.Identity;

namespace Actors.Scheduling.Queues;

/// <summary>An attempt whose holder was lost.</summary>
/// <param name="Holder">The holder.</param>
/// <param name="Attempt">The attempt.</param>
public sealed record QueueLoss(Holder Holder, AttemptId Attempt);
