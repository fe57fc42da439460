using System.Text.Json;
using System.Text.Json.Serialization;
using Actors.Templates.Planning;

namespace Actors.Scheduling.Runs;

/// <summary>A run that waits for the end of those before it. It is planned when it starts.</summary>
public sealed record QueuedRun
{
    /// <summary>The id that it has from now on, a ULID.</summary>
    public required string Run { get; init; }
    /// <summary>What it will do.</summary>
    [JsonConverter(typeof(JsonStringEnumConverter<RunKind>))]
    public required RunKind Kind { get; init; }
    /// <summary>Who asked for it; for people.</summary>
    public string RequestedBy { get; init; } = "";
    /// <summary>When it was asked for (UTC).</summary>
    public DateTimeOffset RequestedAt { get; init; }
    /// <summary>W3C <c>traceparent</c> of who asked; null: nobody traced.</summary>
    public string? Trace { get; init; }
    /// <summary>What it was asked for with, as JSON; null: nothing.</summary>
    public string? Payload { get; init; }
    /// <summary>Fields of a newer program.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Extra { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Kind} {Run} Queued";
}
