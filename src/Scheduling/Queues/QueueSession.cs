using System.Collections.Immutable;
using Actors.Contracts.Identity;

namespace Actors.Scheduling.Queues;

/// <summary>The session of an agent, in memory.</summary>
public sealed record QueueSession
{
    /// <summary>When it was last renewed (UTC): by a registration, a poll or its answer.</summary>
    public required DateTimeOffset RenewedAt { get; init; }
    /// <summary>Number of the newest poll.</summary>
    public long Poll { get; init; }
    /// <summary>Whether the newest poll waits for its answer; an open poll never expires.</summary>
    public bool IsOpen { get; init; }
    /// <summary>Free slots, as the newest poll says.</summary>
    public int FreeSlots { get; init; }
    /// <summary>What the newest poll lists as held.</summary>
    public ImmutableHashSet<AttemptId> Listed { get; init; } = [];
    /// <summary>Listed attempts that are over, and whether an answer has said so.</summary>
    public ImmutableDictionary<AttemptId, bool> Over { get; init; } = ImmutableDictionary<AttemptId, bool>.Empty;
    /// <summary>Attempts whose activity is being asked whether this session may hold them.</summary>
    public ImmutableHashSet<AttemptId> Adopting { get; init; } = [];
}
