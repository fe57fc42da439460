using System.Text.Json;
using System.Text.Json.Serialization;
using Actors.Contracts.Storage;
using Actors.Scheduling.Queues;

namespace Actors.Grains.Queues;

/// <summary>What is stored of an agent's queue.</summary>
public sealed record QueueRecord : IIndexedState
{
    /// <summary>State of the machine.</summary>
    public QueueState State { get; init; } = new();
    /// <summary>Fields of a newer program.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Extra { get; init; }

    /// <inheritdoc/>
    public StateIndex GetIndex() => State.GetIndex();
}
