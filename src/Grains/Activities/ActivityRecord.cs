using System.Text.Json;
using System.Text.Json.Serialization;
using Actors.Contracts.Storage;
using Actors.Scheduling.Activities;

namespace Actors.Grains.Activities;

/// <summary>What is stored of an activity: its machine's state and what the environment ordered.</summary>
public sealed record ActivityRecord : IIndexedState
{
    /// <summary>State of the machine.</summary>
    public ActivityState State { get; init; } = new();
    /// <summary>The order; null before the first one.</summary>
    public ActivityOrder? Order { get; init; }
    /// <summary>Fields of a newer program.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Extra { get; init; }

    /// <inheritdoc/>
    public StateIndex GetIndex() => State.GetIndex();

    /// <inheritdoc/>
    public override string ToString() => State.ToString();
}
