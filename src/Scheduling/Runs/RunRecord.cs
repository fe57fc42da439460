using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Actors.Contracts.Activities;
using Actors.Templates.Planning;

namespace Actors.Scheduling.Runs;

/// <summary>One run of an environment.</summary>
public sealed record RunRecord
{
    /// <summary>Its id, a ULID, never reused.</summary>
    public required string Id { get; init; }
    /// <summary>What it does.</summary>
    [JsonConverter(typeof(JsonStringEnumConverter<RunKind>))]
    public required RunKind Kind { get; init; }
    /// <summary>Where it is.</summary>
    public RunStatus Status { get; init; }
    /// <summary>Why it ended so.</summary>
    public ReasonCode Reason { get; init; }
    /// <summary>In words, naming the first activity that failed.</summary>
    public string? Message { get; init; }
    /// <summary>When it was started (UTC).</summary>
    public required DateTimeOffset StartedAt { get; init; }
    /// <summary>When it ended (UTC).</summary>
    public DateTimeOffset? FinishedAt { get; init; }
    /// <summary>The activities, each after what it depends on.</summary>
    public ImmutableList<RunNode> Nodes { get; init; } = [];
    /// <summary>Archived, and the states of its activities cleared.</summary>
    public bool Cleared { get; init; }
    /// <summary>W3C <c>traceparent</c> of its start; null: nobody traced.</summary>
    public string? Trace { get; init; }
    /// <summary>Fields of a newer program.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Extra { get; init; }

    /// <summary>Volatile: the archive has it.</summary>
    [JsonIgnore]
    public bool Archived { get; init; }

    /// <summary>Whether it has not ended.</summary>
    [JsonIgnore]
    public bool IsOpen => Status is RunStatus.Running or RunStatus.Cancelling;

    /// <summary>Finds an activity; null: none of that id.</summary>
    public RunNode? Find(string id) => Nodes.Find(node => node.Id == id);

    /// <inheritdoc/>
    public override string ToString() => $"{Kind} {Id} {Status}";
}
