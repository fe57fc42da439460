namespace Actors.Contracts.Api;

/// <summary>The current or last run in the status of an environment, or one that waits its turn.</summary>
/// <param name="Id">Id of the run.</param>
/// <param name="Kind"><c>Deploy</c>, <c>Destroy</c>, <c>ForceDestroy</c> or <c>Plan</c>.</param>
/// <param name="State">The state's name.</param>
public sealed record RunSummary(string Id, string Kind, string State)
{
    /// <summary>Why it ended as it did.</summary>
    public string? Reason { get; init; }

    /// <summary>The reason in words.</summary>
    public string? Message { get; init; }

    /// <summary>When a run that waits its turn was asked for (UTC); null: it does not wait.</summary>
    public DateTimeOffset? QueuedAt { get; init; }

    /// <summary>When it began (UTC).</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it ended (UTC).</summary>
    public DateTimeOffset? FinishedAt { get; init; }
}
