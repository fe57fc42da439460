using Actors.Contracts.Identity;

namespace Actors.Grains.Agents;

/// <summary>What people see of a worker slot.</summary>
[GenerateSerializer, Immutable, Alias("Actors.WorkerSlotSnapshot")]
public sealed record WorkerSlotSnapshot
{
    /// <summary><c>Free</c>, <c>Starting</c>, <c>Running</c>, <c>Stopping</c>, <c>Ended</c> or <c>Removing</c>.</summary>
    [Id(0)] public required string State { get; init; }
    /// <summary>The attempt that occupies it.</summary>
    [Id(1)] public AttemptId? Attempt { get; init; }
    /// <summary>Name of the worker on its engine.</summary>
    [Id(2)] public string? Worker { get; init; }
    /// <summary>Readable path of the activity.</summary>
    [Id(3)] public string? Display { get; init; }
    /// <summary>Epoch of the session that the slot serves.</summary>
    [Id(4)] public long Epoch { get; init; }
    /// <summary>What went wrong last, while it does.</summary>
    [Id(5)] public string? Problem { get; init; }
}
