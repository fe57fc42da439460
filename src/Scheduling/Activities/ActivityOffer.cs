using Actors.Contracts.Identity;

namespace Actors.Scheduling.Activities;

/// <summary>An offer of an attempt to an agent's queue.</summary>
/// <param name="Attempt">The attempt that would be leased.</param>
/// <param name="Project">Its project.</param>
/// <param name="Class">Its class.</param>
/// <param name="QueuedAt">When it became ready (UTC).</param>
public sealed record ActivityOffer(AttemptId Attempt, string Project, ActivityClass Class, DateTimeOffset QueuedAt);
