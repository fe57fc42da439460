using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Actors.Contracts.Storage;
using Actors.Templates.Planning;

namespace Actors.Scheduling.Runs;

/// <summary>The runs of one environment: the current or last one, and those that wait to be archived.</summary>
public sealed record RunState : IIndexedState
{
    /// <summary>Format.</summary>
    public int Version { get; init; } = 1;
    /// <summary>The open run, or the last one; null: none yet.</summary>
    public RunRecord? Current { get; init; }
    /// <summary>Ended runs before it that wait to be archived, oldest first.</summary>
    public ImmutableList<RunRecord> Retired { get; init; } = [];
    /// <summary>Runs that wait for the end of the open one, the next first; bounded.</summary>
    public ImmutableList<QueuedRun> Queue { get; init; } = [];
    /// <summary>Keys of the latest runs, newest last; bounded.</summary>
    public ImmutableList<IdempotencyKey> Keys { get; init; } = [];
    /// <summary>The activities that run once only and have done so since the environment was first deployed; they go with their resource.</summary>
    public ImmutableList<OnceDone> Once { get; init; } = [];
    /// <summary>The environment is being deleted: nothing starts any more.</summary>
    public bool Retiring { get; init; }
    /// <summary>Where the environment was before the current run, which changes nothing of it; null: the current run says where it is.</summary>
    public EnvironmentStatus? StatusBefore { get; init; }
    /// <summary>Fields of a newer program.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Extra { get; init; }

    /// <summary>Volatile: number of the round in which open activities are touched.</summary>
    [JsonIgnore]
    public int Round { get; init; } = 1;
    /// <summary>Volatile: when the next round begins (UTC).</summary>
    [JsonIgnore]
    public DateTimeOffset NextRound { get; init; }

    /// <summary>Volatile: when the last write of this activation that the store took was begun, by the host's monotonic clock (UTC).</summary>
    [JsonIgnore]
    public DateTimeOffset ConfirmedAt { get; init; }

    /// <summary>Its deletion is done: what this activation planned before must not start.</summary>
    [JsonIgnore]
    public bool Forgotten { get; init; }

    /// <summary>Where the environment is.</summary>
    [JsonIgnore]
    public EnvironmentStatus Status => Current switch
    {
        null => EnvironmentStatus.NotDeployed,
        { Kind: RunKind.Plan } => StatusBefore ?? EnvironmentStatus.NotDeployed,
        { IsOpen: true, Kind: RunKind.Deploy } => EnvironmentStatus.Deploying,
        { IsOpen: true } => EnvironmentStatus.Destroying,
        { Status: RunStatus.Succeeded, Kind: RunKind.Deploy } => EnvironmentStatus.Deployed,
        { Status: RunStatus.Succeeded } => EnvironmentStatus.Destroyed,
        { Kind: RunKind.Deploy } => EnvironmentStatus.DeployFailed,
        _ => EnvironmentStatus.DestroyFailed,
    };

    /// <summary>Whether something is to be done: a run is open, waits its turn or waits to be archived, or the environment is being deleted.</summary>
    [JsonIgnore]
    public bool IsOpen => Current is { IsOpen: true } or { Status: RunStatus.Succeeded, Cleared: false } || !Retired.IsEmpty || !Queue.IsEmpty || Retiring;

    /// <summary>Finds a run that is not archived away yet; null: none of that id.</summary>
    public RunRecord? Find(string run) => Current?.Id == run ? Current : Retired.Find(record => record.Id == run);

    /// <inheritdoc/>
    public StateIndex GetIndex() => new(Status.ToString(), IsOpen);

    /// <inheritdoc/>
    public override string ToString() => $"{Status} {Current}";
}
