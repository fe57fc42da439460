using Actors.Contracts.Activities;
using Actors.Contracts.Runtimes;

namespace Actors.Contracts.Agents;

/// <summary>What an agent says of itself once a minute, beside its polls.</summary>
public sealed record AgentReport
{
    /// <summary>What its engine can give and what is used; null: the engine could not be asked, <see cref="Problem"/> says why.</summary>
    public EngineCapacity? Capacity { get; init; }
    /// <summary>Why there is no capacity; null: there is.</summary>
    public string? Problem { get; init; }
    /// <summary>Its sizes of workers by kind.</summary>
    public IReadOnlyDictionary<WorkerKind, WorkerSize> Sizes { get; init; } = new Dictionary<WorkerKind, WorkerSize>();
}
