using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Actors.Contracts.Activities;
using Actors.Templates.Planning;

namespace Actors.Scheduling.Runs;

/// <summary>An activity as its run sees it.</summary>
public sealed record RunNode
{
    /// <summary>Id within the run.</summary>
    public required string Id { get; init; }
    /// <summary>Ids of the activities that must be done before.</summary>
    public ImmutableList<string> DependsOn { get; init; } = [];
    /// <summary>Whether the run goes on as if it had succeeded when it fails.</summary>
    public bool ContinueOnFailure { get; init; }
    /// <summary>Resource of the environment; null: it belongs to the environment as a whole.</summary>
    public string? Resource { get; init; }
    /// <summary>Name of the task or hook; null: it is neither.</summary>
    public string? Task { get; init; }
    /// <summary>When it runs, by how what it depends on has ended.</summary>
    public RunsWhen When { get; init; }
    /// <summary>Whether it runs once only in the life of the environment.</summary>
    public bool Once { get; init; }
    /// <summary>Whether the plan leaves it out: it never runs, in a retry neither.</summary>
    public bool LeftOut { get; init; }
    /// <summary>Whether it fetches code, which is done early: that says nothing of whether its resource was begun.</summary>
    public bool Fetches { get; init; }
    /// <summary>What its outputs belong to; null: an older program stored it, and its id says it.</summary>
    public OutputOf? Output { get; init; }
    /// <summary>Whether it takes down what the template has no more, in a deploy.</summary>
    public bool TakesDown { get; init; }
    /// <summary>Id of the activity whose kept OpenTofu plan it applies: neither is repeated by the user without the other. Null: none, or an older program stored it.</summary>
    public string? PlanOf { get; init; }
    /// <summary>Kind of the worker; for people.</summary>
    public WorkerKind Kind { get; init; }
    /// <summary>Waiting; Queued once it is released (the activity itself knows more); how it ended; or Skipped.</summary>
    public ActivityStatus Status { get; init; }
    /// <summary>Counts the user's retries of it.</summary>
    public int Generation { get; init; }
    /// <summary>When it was released (UTC).</summary>
    public DateTimeOffset? ReleasedAt { get; init; }
    /// <summary>Why it ended so.</summary>
    public ReasonCode Reason { get; init; }
    /// <summary>The reason in words.</summary>
    public string? Message { get; init; }
    /// <summary>Outputs; may hold secrets.</summary>
    public JsonObject? Outputs { get; init; }
    /// <summary>Names of the artifacts.</summary>
    public ImmutableList<string> Artifacts { get; init; } = [];
    /// <summary>What the activity showed at its end.</summary>
    public ActivityView? EndView { get; init; }
    /// <summary>Fields of a newer program.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Extra { get; init; }

    /// <summary>Volatile: what the activity showed last while open.</summary>
    [JsonIgnore]
    public ActivityView? LiveView { get; init; }
    /// <summary>Volatile: the round in which the activity has acknowledged its creation; 0: in none.</summary>
    [JsonIgnore]
    public int CreatedRound { get; init; }
    /// <summary>Volatile: the activity knows that it is to be cancelled.</summary>
    [JsonIgnore]
    public bool CancelTold { get; init; }
    /// <summary>Volatile: the activity's state is cleared.</summary>
    [JsonIgnore]
    public bool Cleared { get; init; }

    /// <summary>Released and not ended.</summary>
    [JsonIgnore]
    public bool IsOpen => Status is ActivityStatus.Queued;

    /// <summary>Whether the run goes on behind it.</summary>
    [JsonIgnore]
    public bool IsDone => Status == ActivityStatus.Succeeded || IsNotNeeded || (Status == ActivityStatus.Failed && ContinueOnFailure);

    /// <summary>Whether it ended without having been needed.</summary>
    [JsonIgnore]
    public bool IsNotNeeded => Status == ActivityStatus.Skipped && Reason == ReasonCode.NotNeeded;

    /// <summary>Whether it has ended, well or not, or will never run.</summary>
    [JsonIgnore]
    public bool HasEnded => !IsOpen && Status != ActivityStatus.Waiting;

    /// <summary>Whether there is (or was) an activity for it.</summary>
    [JsonIgnore]
    public bool WasReleased => ReleasedAt is not null;

    /// <inheritdoc/>
    public override string ToString() => $"{Id} {Status}";
}
