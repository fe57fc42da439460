using Actors.Contracts.Activities;

namespace Actors.Scheduling.Activities;

/// <summary>An attempt that is over.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Agent">Key of the agent that held it.</param>
/// <param name="Reason">Why it ended; none for success.</param>
/// <param name="Message">In words.</param>
/// <param name="LeasedAt">When it was handed out (UTC).</param>
/// <param name="StartedAt">When its worker called first (UTC).</param>
/// <param name="FinishedAt">When it ended (UTC).</param>
public sealed record AttemptRecord(
    int Number, string Agent, ReasonCode Reason, string? Message, DateTimeOffset? LeasedAt, DateTimeOffset? StartedAt, DateTimeOffset FinishedAt);
