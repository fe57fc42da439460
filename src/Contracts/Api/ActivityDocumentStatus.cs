using Actors.Contracts.Activities;

namespace Actors.Contracts.Api;

/// <summary>Where an activity is.</summary>
public sealed record ActivityDocumentStatus
{
    /// <summary>The state.</summary>
    public ActivityStatus State { get; init; }

    /// <summary>Why it waits, or why it ended as it did.</summary>
    public ReasonCode Reason { get; init; }

    /// <summary>The reason in words.</summary>
    public string? Message { get; init; }

    /// <summary>Name of the agent that holds or held it.</summary>
    public string? Agent { get; init; }

    /// <summary>Name of the worker on its engine.</summary>
    public string? Worker { get; init; }

    /// <summary>Number of the latest attempt; 0 before the first lease.</summary>
    public int Attempt { get; init; }

    /// <summary>When it became ready to be handed out (UTC).</summary>
    public DateTimeOffset? QueuedAt { get; init; }

    /// <summary>When the latest attempt was handed to its agent (UTC).</summary>
    public DateTimeOffset? LeasedAt { get; init; }

    /// <summary>When the worker of the latest attempt called first (UTC).</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it ended (UTC).</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>What its OpenTofu plan changes, in numbers; null: it planned nothing.</summary>
    public PlanSummary? Plan { get; init; }

    /// <summary>Who may run it; only where one activity is asked for. Null: not told, or not known any more.</summary>
    public IReadOnlyList<ActivityCandidate>? Candidates { get; init; }

    /// <summary>Its attempts, the newest last; only where one activity is asked for.</summary>
    public IReadOnlyList<ActivityAttempt>? Attempts { get; init; }
}
