namespace Actors.Contracts.Activities;

/// <summary>An attempt that is over. Never holds a secret.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Agent">Key of the agent that held it.</param>
/// <param name="Reason">Why it ended; none for success.</param>
/// <param name="Message">In words; at most 500 characters.</param>
/// <param name="LeasedAt">When it was handed out (UTC).</param>
/// <param name="StartedAt">When its worker called first (UTC).</param>
/// <param name="FinishedAt">When it ended (UTC).</param>
/// <param name="Worker">Name of the worker on its engine; null: none called, or it was recorded by an older program.</param>
public sealed record AttemptRecord(
    int Number, string Agent, ReasonCode Reason, string? Message, DateTimeOffset? LeasedAt, DateTimeOffset? StartedAt, DateTimeOffset FinishedAt, string? Worker = null);
