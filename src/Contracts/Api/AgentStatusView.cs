namespace Actors.Contracts.Api;

/// <summary>The <c>status</c> of an Agent as the API shows it.</summary>
public sealed record AgentStatusView
{
    /// <summary><c>Online</c>, <c>Offline</c> or <c>Draining</c>.</summary>
    public required string State { get; init; }

    /// <summary>Identity of its engine; null before it has registered.</summary>
    public string? Engine { get; init; }

    /// <summary>Kind of its engine: <c>process</c>, <c>docker</c> or <c>kubernetes</c>; null before it has registered.</summary>
    public string? Runtime { get; init; }

    /// <summary>Number of its latest session.</summary>
    public long Epoch { get; init; }

    /// <summary>How many workers it runs at a time.</summary>
    public int Slots { get; init; }

    /// <summary>The attempts that it holds.</summary>
    public IReadOnlyList<HeldAttempt> Held { get; init; } = [];

    /// <summary>What its engine can give, and whether its workers fit; null: it has not told since its session began.</summary>
    public AgentCapacityView? Capacity { get; init; }

    /// <summary>When it polled last (UTC).</summary>
    public DateTimeOffset? LastSeenAt { get; init; }
}
