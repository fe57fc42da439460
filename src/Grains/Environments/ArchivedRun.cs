using Actors.Contracts.Activities;

namespace Actors.Grains.Environments;

/// <summary>A finished run as one row of JSON (web defaults, enumerations by name).</summary>
public sealed record ArchivedRun
{
    /// <summary>Version of this shape.</summary>
    public int Version { get; init; } = 1;
    /// <summary>Id of the run.</summary>
    public required string Id { get; init; }
    /// <summary><c>deploy</c>, <c>destroy</c>, <c>forcedestroy</c> or <c>plan</c>.</summary>
    public required string Kind { get; init; }
    /// <summary><c>Succeeded</c>, <c>Failed</c> or <c>Cancelled</c>; while it is not archived also <c>Running</c>, <c>Cancelling</c> or <c>Queued</c>.</summary>
    public required string State { get; init; }
    /// <summary>Reason code of a run that did not succeed.</summary>
    public string? Reason { get; init; }
    /// <summary>In words.</summary>
    public string? Message { get; init; }
    /// <summary>When a run that waits was asked for (UTC); null: it waits no more.</summary>
    public DateTimeOffset? QueuedAt { get; init; }
    /// <summary>Start (UTC).</summary>
    public DateTimeOffset? StartedAt { get; init; }
    /// <summary>End (UTC).</summary>
    public DateTimeOffset? FinishedAt { get; init; }
    /// <summary>Its activities.</summary>
    public IReadOnlyList<ActivityView> Activities { get; init; } = [];
}
