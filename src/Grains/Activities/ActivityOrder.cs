using Actors.Contracts.Activities;
using Actors.Contracts.Workers;

namespace Actors.Grains.Activities;

/// <summary>What the environment asks of an activity. Holds the job, so it is never shown.</summary>
[GenerateSerializer, Immutable, Alias("Actors.ActivityOrder")]
public sealed record ActivityOrder
{
    /// <summary>Id within the run.</summary>
    [Id(0)] public required string Id { get; init; }
    /// <summary>The environment's resource that it belongs to.</summary>
    [Id(1)] public required string Resource { get; init; }
    /// <summary>Ids of the activities before it, for people.</summary>
    [Id(2)] public IReadOnlyList<string> DependsOn { get; init; } = [];
    /// <summary>Keys of the agents that may take it.</summary>
    [Id(3)] public IReadOnlyList<string> Agents { get; init; } = [];
    /// <summary>0: apply and destroy, 1: other, 2: plan.</summary>
    [Id(4)] public int Urgency { get; init; } = 1;
    /// <summary>Whether the longer silence of an apply or destroy holds.</summary>
    [Id(5)] public bool Applies { get; init; }
    /// <summary>Attempts in all when the job itself fails; 1: no retry.</summary>
    [Id(6)] public int MaxAttempts { get; init; } = 1;
    /// <summary>Longest time from the first call to the end of an attempt.</summary>
    [Id(7)] public TimeSpan? StartToClose { get; init; }
    /// <summary>Longest time to wait for an agent.</summary>
    [Id(8)] public TimeSpan? ScheduleToStart { get; init; }
    /// <summary>Longest time in all.</summary>
    [Id(9)] public TimeSpan? ScheduleToClose { get; init; }
    /// <summary>Size that a driver asks for.</summary>
    [Id(10)] public WorkerSize? Size { get; init; }
    /// <summary>Image that a driver asks for.</summary>
    [Id(11)] public string? Image { get; init; }
    /// <summary>The job.</summary>
    [Id(12)] public required WorkerJob Job { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Id;
}
