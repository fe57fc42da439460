using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Actors.Contracts.Activities;
using Actors.Contracts.Identity;
using Actors.Contracts.Storage;

namespace Actors.Scheduling.Activities;

/// <summary>State of one activity. Durable first; what is marked as volatile is lost with the activation and never needed for correctness.</summary>
public sealed record ActivityState : IIndexedState
{
    /// <summary>Format.</summary>
    public int Version { get; init; } = 1;
    /// <summary>The activity; null: not created.</summary>
    public ActivitySpec? Spec { get; init; }
    /// <summary>The generation that <see cref="Status"/> belongs to.</summary>
    public int Generation { get; init; }
    /// <summary>Where it is.</summary>
    public ActivityStatus Status { get; init; }
    /// <summary>Number of the latest attempt; 0 before the first lease.</summary>
    public int Attempt { get; init; }
    /// <summary>Who holds the latest attempt, or held it last.</summary>
    public Holder? Holder { get; init; }
    /// <summary>Nonce of the worker of the latest attempt; null: it has not called.</summary>
    public string? Nonce { get; init; }
    /// <summary>Number of the latest attempt whose result was accepted (a failure may be followed by another attempt); 0: none.</summary>
    public int ResultAttempt { get; init; }
    /// <summary>Name of the worker of the latest attempt.</summary>
    public string? Worker { get; init; }
    /// <summary>When the activity last became ready (UTC).</summary>
    public DateTimeOffset QueuedAt { get; init; }
    /// <summary>When the latest attempt was leased (UTC).</summary>
    public DateTimeOffset? LeasedAt { get; init; }
    /// <summary>When the worker of the latest attempt called first (UTC).</summary>
    public DateTimeOffset? StartedAt { get; init; }
    /// <summary>When the activity ended (UTC).</summary>
    public DateTimeOffset? FinishedAt { get; init; }
    /// <summary>No attempt is offered before (UTC): back-off.</summary>
    public DateTimeOffset? NotBefore { get; init; }
    /// <summary>When the worker of the latest attempt said that it was asked to end, by nobody's wish here (UTC). The attempt is held until the report of its end says who asked.</summary>
    public DateTimeOffset? InterruptedAt { get; init; }
    /// <summary>Why it is being stopped, while it is cancelling: Cancelled or DeadlineExceeded.</summary>
    public ReasonCode Stopping { get; init; }
    /// <summary>Why it ended, or why its latest attempt did.</summary>
    public ReasonCode Reason { get; init; }
    /// <summary>The reason in words.</summary>
    public string? Message { get; init; }
    /// <summary>Exit code, where there is one.</summary>
    public int? ExitCode { get; init; }
    /// <summary>Outputs of the accepted result.</summary>
    public JsonObject? Outputs { get; init; }
    /// <summary>Names of the artifacts of the accepted result.</summary>
    public ImmutableList<string> Artifacts { get; init; } = [];
    /// <summary>What the plan of the accepted result changes; null: nothing was planned, or an older program stored it.</summary>
    public PlanSummary? Plan { get; init; }
    /// <summary>Losses of agents, nodes and workers in this generation.</summary>
    public int InfrastructureFailures { get; init; }
    /// <summary>Attempts in this generation whose worker was asked to end by its agent or its engine, by nobody's wish here.</summary>
    public int Interruptions { get; init; }
    /// <summary>Failures of the job itself in this generation.</summary>
    public int JobFailures { get; init; }
    /// <summary>When the first attempt of this generation was leased (UTC): the time of a function that is called again counts from here.</summary>
    public DateTimeOffset? FirstLeasedAt { get; init; }
    /// <summary>Data of the latest answer of a function that asked to be called again in this generation; null: none did. May hold secrets.</summary>
    public JsonObject? Previous { get; init; }
    /// <summary>Key of the agent that lost the latest attempt: not taken again while there is another.</summary>
    public string? Avoid { get; init; }
    /// <summary>Attempts that are over, newest last; bounded.</summary>
    public ImmutableList<AttemptRecord> History { get; init; } = [];
    /// <summary>W3C <c>traceparent</c> of the latest attempt; null: nobody traced when it was handed out.</summary>
    public string? Trace { get; init; }
    /// <summary>Fields of a newer program.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Extra { get; init; }

    /// <summary>Volatile facts.</summary>
    [JsonIgnore]
    public ActivityMemory Memory { get; init; } = new();

    /// <summary>Whether an agent holds the latest attempt.</summary>
    [JsonIgnore]
    public bool IsHeld => Status is ActivityStatus.Leased or ActivityStatus.Running or ActivityStatus.Cancelling;

    /// <summary>Whether it has ended.</summary>
    [JsonIgnore]
    public bool IsEnded => Status is ActivityStatus.Succeeded or ActivityStatus.Failed or ActivityStatus.Cancelled;

    /// <summary>The latest attempt; null before the first one.</summary>
    [JsonIgnore]
    public AttemptId? AttemptId => Spec is { } spec && Attempt > 0 ? new(spec.Key, Attempt) : null;

    /// <inheritdoc/>
    public StateIndex GetIndex() => new(Status.ToString(), Spec is not null && !IsEnded, NotBefore, IsHeld ? Attempt : null);

    /// <inheritdoc/>
    public override string ToString() => $"{Spec?.Key ?? "activity"} {Status} attempt {Attempt} {Reason}";
}
