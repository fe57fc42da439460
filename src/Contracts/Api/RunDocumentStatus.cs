namespace Actors.Contracts.Api;

/// <summary>Where a run is.</summary>
public sealed record RunDocumentStatus
{
    /// <summary>State of a run that ended well.</summary>
    public const string Succeeded = "Succeeded";

    /// <summary>State of a run that waits for those before it.</summary>
    public const string Queued = "Queued";

    /// <summary>The state's name; <see cref="Succeeded"/> when it ended well, <see cref="Queued"/> while it waits its turn.</summary>
    public required string State { get; init; }

    /// <summary>Why it ended as it did; null while there is nothing to say.</summary>
    public string? Reason { get; init; }

    /// <summary>The reason in words.</summary>
    public string? Message { get; init; }

    /// <summary>When a run that waits its turn was asked for (UTC); null: it does not wait.</summary>
    public DateTimeOffset? QueuedAt { get; init; }

    /// <summary>When it began (UTC).</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it ended (UTC); null as long as anything of it is open.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Its activities in an order in which each follows what it depends on.</summary>
    public IReadOnlyList<ActivityDocument> Activities { get; init; } = [];
}
