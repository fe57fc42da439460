using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Actors.Contracts.Storage;

namespace Actors.Scheduling.Queues;

/// <summary>State of one agent's queue. Durable are only the epoch, the engine and the wish to drain; the rest is derived.</summary>
public sealed record QueueState : IIndexedState
{
    /// <summary>Format.</summary>
    public int Version { get; init; } = 1;
    /// <summary>Epoch of the latest session; 0: the agent never registered.</summary>
    public long Epoch { get; init; }
    /// <summary>Identity of the engine of the latest session.</summary>
    public string? Engine { get; init; }
    /// <summary>Runtime of the latest session.</summary>
    public string? Runtime { get; init; }
    /// <summary>The life of the agent that opened the latest session; null: it does not say.</summary>
    public string? Instance { get; init; }
    /// <summary>First epoch of that life.</summary>
    public long InstanceSince { get; init; }
    /// <summary>Earlier lives, newest last; bounded. A registration of one of them came late.</summary>
    public ImmutableList<string> PastInstances { get; init; } = [];
    /// <summary>Number of worker slots: the configured one, limited by the agent's cap.</summary>
    public int Slots { get; init; }
    /// <summary>The agent's local cap; null: none.</summary>
    public int? SlotCap { get; init; }
    /// <summary>Nothing more is leased until the agent is resumed.</summary>
    public bool Drained { get; init; }
    /// <summary>Fields of a newer program.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Extra { get; init; }

    /// <summary>Volatile facts.</summary>
    [JsonIgnore]
    public QueueMemory Memory { get; init; } = new();

    /// <inheritdoc/>
    public StateIndex GetIndex() => new(Drained ? "Draining" : "Active", Open: false);

    /// <inheritdoc/>
    public override string ToString() => $"queue epoch {Epoch}, {Memory.Held.Count} held, {Memory.Offers.Count} offered";
}
