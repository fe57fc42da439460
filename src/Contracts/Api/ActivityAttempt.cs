using Actors.Contracts.Activities;

namespace Actors.Contracts.Api;

/// <summary>An attempt of an activity.</summary>
/// <param name="Number">Its number, from 1.</param>
public sealed record ActivityAttempt(int Number)
{
    /// <summary>Name of the agent that held it.</summary>
    public string? Agent { get; init; }

    /// <summary>Name of its worker on the engine; null: none is known.</summary>
    public string? Worker { get; init; }

    /// <summary>Why it ended; none for success, and while it is not over.</summary>
    public ReasonCode Reason { get; init; }

    /// <summary>The reason in words.</summary>
    public string? Message { get; init; }

    /// <summary>When it was handed out (UTC).</summary>
    public DateTimeOffset? LeasedAt { get; init; }

    /// <summary>When its worker called first (UTC).</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it ended (UTC); null: it is not over.</summary>
    public DateTimeOffset? FinishedAt { get; init; }
}
