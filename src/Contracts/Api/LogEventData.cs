using Actors.Contracts.Activities;

namespace Actors.Contracts.Api;

/// <summary>Data of an event of <see cref="LogEvents"/>.</summary>
public sealed record LogEventData
{
    /// <summary>Number of the attempt; 0 while there is none.</summary>
    public int Attempt { get; init; }

    /// <summary>Bytes of the log before the piece.</summary>
    public long? Offset { get; init; }

    /// <summary>The piece; bytes that are no UTF-8 are replaced by U+FFFD.</summary>
    public string? Text { get; init; }

    /// <summary>State of the activity.</summary>
    public ActivityStatus? State { get; init; }

    /// <summary>Why it waits, or ended so.</summary>
    public ReasonCode? Reason { get; init; }

    /// <summary>In words.</summary>
    public string? Message { get; init; }
}
