using Actors.Contracts.Identity;

namespace Actors.Contracts.Agents;

/// <summary>Answer to <see cref="PollRequest"/>.</summary>
public sealed record PollResponse
{
    /// <summary>State of the session.</summary>
    public SessionStatus Session { get; init; }
    /// <summary>Attempts to start, or to recognise where the worker is there already. Sent again until a poll lists them as held.</summary>
    public IReadOnlyList<ActivityLease> Leases { get; init; } = [];
    /// <summary>Held attempts whose worker is to be stopped (SIGTERM, grace, SIGKILL). Repeated until they are over.</summary>
    public IReadOnlyList<AttemptId> Cancels { get; init; } = [];
    /// <summary>Held attempts that are over or were never this agent's: their workers are to be removed. Repeated until no longer listed.</summary>
    public IReadOnlyList<AttemptId> Over { get; init; } = [];
    /// <summary>Number of worker slots, as now configured.</summary>
    public int Slots { get; init; }
}
