using Actors.Contracts.Storage;
using Actors.Scheduling.Queues;

namespace Actors.Grains.Queues;

/// <summary>What is stored of an agent's queue.</summary>
public sealed record QueueRecord : IIndexedState
{
    /// <summary>State of the machine.</summary>
    public QueueState State { get; init; } = new();

    /// <inheritdoc/>
    public StateIndex GetIndex() => State.GetIndex();
}
