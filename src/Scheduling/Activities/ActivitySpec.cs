using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Actors.Contracts.Activities;

namespace Actors.Scheduling.Activities;

/// <summary>What scheduling needs to know of an activity. Holds no secret and no job.</summary>
public sealed record ActivitySpec
{
    /// <summary>Key: <c>org/project/environment/run/activity</c>.</summary>
    public required string Key { get; init; }
    /// <summary>Id of the run.</summary>
    public required string Run { get; init; }
    /// <summary>Id within the run.</summary>
    public required string Id { get; init; }
    /// <summary>Project, for fairness.</summary>
    public required string Project { get; init; }
    /// <summary>Resource of the environment.</summary>
    public string? Resource { get; init; }
    /// <summary>Kind of the worker.</summary>
    public WorkerKind Kind { get; init; }
    /// <summary>Ids of the activities that it depended on; for people.</summary>
    public ImmutableList<string> DependsOn { get; init; } = [];
    /// <summary>Class in the queue.</summary>
    public ActivityClass Class { get; init; }
    /// <summary>Keys of the agents that may take it.</summary>
    public ImmutableList<string> Agents { get; init; } = [];
    /// <summary>Counts the user's retries of the run; 0 at first. A higher one gives a failed or cancelled activity its next attempt.</summary>
    public int Generation { get; init; }
    /// <summary>When the run released it (UTC); timeouts count from here.</summary>
    public required DateTimeOffset QueuedAt { get; init; }
    /// <summary>Longest wait for an agent, per attempt.</summary>
    public TimeSpan? ScheduleToStart { get; init; }
    /// <summary>Longest duration of one attempt from its worker's first call.</summary>
    public TimeSpan? StartToClose { get; init; }
    /// <summary>Longest time over all attempts.</summary>
    public TimeSpan? ScheduleToClose { get; init; }
    /// <summary>A worker that was not heard for this long is given up: <c>Silence</c>, or <c>ApplySilence</c> for OpenTofu apply and destroy.</summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromSeconds(120);
    /// <summary>Attempts in all for failures of the job itself.</summary>
    public int MaxAttempts { get; init; } = 1;
    /// <summary>Time until a function that asks to be called again is; null: <see cref="SchedulingOptions.Repeat"/>.</summary>
    public TimeSpan? Repeat { get; init; }
    /// <summary>Longest time from the first attempt until the last call of a function that asks to be called again; null: <see cref="SchedulingOptions.Until"/>.</summary>
    public TimeSpan? Until { get; init; }
    /// <summary>What success is, where the job's template says so (<see cref="SuccessRule"/>); null: the worker's own word counts.</summary>
    public string? SuccessCondition { get; init; }
    /// <summary>Whether it uses an OpenTofu state, which is asked about before each offer (a state kept aside blocks it).</summary>
    public bool UsesState { get; init; }
    /// <summary>W3C <c>traceparent</c> of the run; null: nobody traces.</summary>
    public string? Trace { get; init; }
    /// <summary>Fields of a newer program.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Extra { get; init; }
}
