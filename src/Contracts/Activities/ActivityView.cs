namespace Actors.Contracts.Activities;

/// <summary>What people see of an activity. Never holds a secret.</summary>
public sealed record ActivityView
{
    /// <summary>Key of the activity: <c>org/project/environment/run/activity</c>.</summary>
    public required string Key { get; init; }
    /// <summary>Id within the run, such as <c>network.artifact</c>.</summary>
    public required string Id { get; init; }
    /// <summary>Name of the environment's resource that it belongs to.</summary>
    public string? Resource { get; init; }
    /// <summary>Kind of the worker.</summary>
    public WorkerKind Kind { get; init; }
    /// <summary>Ids of the activities that must have succeeded before.</summary>
    public IReadOnlyList<string> DependsOn { get; init; } = [];
    /// <summary>Where it is.</summary>
    public ActivityStatus State { get; init; }
    /// <summary>Why it waits, or why it ended as it did.</summary>
    public ReasonCode Reason { get; init; }
    /// <summary>The reason in words, with what would help.</summary>
    public string? Message { get; init; }
    /// <summary>What its OpenTofu plan changes, as of the last result; null: it planned nothing, or an older program stored it.</summary>
    public PlanSummary? Plan { get; init; }
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
    /// <summary>Attempts that are over, the newest last; only so many are kept.</summary>
    public IReadOnlyList<AttemptRecord> Attempts { get; init; } = [];
}
