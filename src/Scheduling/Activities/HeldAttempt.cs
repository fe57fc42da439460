using Actors.Contracts.Identity;

namespace Actors.Scheduling.Activities;

/// <summary>An attempt that an agent holds.</summary>
/// <param name="Attempt">The attempt.</param>
/// <param name="Holder">Who holds it.</param>
/// <param name="Project">Its project.</param>
/// <param name="Cancel">Whether it is to be cancelled.</param>
public sealed record HeldAttempt(AttemptId Attempt, Holder Holder, string Project, bool Cancel);
