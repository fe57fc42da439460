using Actors.Contracts.Activities;
using Actors.Contracts.Runtimes;
using Actors.Contracts.Workers;
using Actors.Scheduling.Activities;

namespace Actors.Grains.Activities;

/// <summary>What the environment asks of an activity. Holds the job, so it is never shown.</summary>
[GenerateSerializer, Immutable, Alias("Actors.ActivityOrder")]
public sealed record ActivityOrder
{
    /// <summary>What scheduling needs to know.</summary>
    [Id(0)] public required ActivitySpec Spec { get; init; }
    /// <summary>The job.</summary>
    [Id(1)] public required WorkerJob Job { get; init; }
    /// <summary>Size that a driver asks for.</summary>
    [Id(2)] public WorkerSizeRequest? Size { get; init; }
    /// <summary>Image that a driver asks for.</summary>
    [Id(3)] public string? Image { get; init; }
    /// <summary>What the template asks of the worker's pod.</summary>
    [Id(4)] public PodOptions? Pod { get; init; }
    /// <summary>Account that a driver's image is pulled with.</summary>
    [Id(5)] public ImageAccount? Account { get; init; }
    /// <summary>Volumes that a driver asks for; null: none.</summary>
    [Id(6)] public IReadOnlyList<WorkerVolume>? Volumes { get; init; }
    /// <summary>Ids of the activities of the run whose working directories its token opens; null: none.</summary>
    [Id(7)] public IReadOnlyList<string>? ReadsWorkDirs { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Spec.Key;
}
