using System.Collections.Immutable;
using Actors.Contracts.Agents;
using Actors.Contracts.Identity;
using Actors.Scheduling.Activities;

namespace Actors.Scheduling.Queues;

/// <summary>Volatile facts of a queue. A new activation grants the session one full term and asks what is held before it leases anything.</summary>
public sealed record QueueMemory
{
    /// <summary>What is held is not known yet: nothing is leased.</summary>
    public bool Recovering { get; init; } = true;
    /// <summary>Attempts that ended while recovering: the answer may name them still.</summary>
    public ImmutableHashSet<AttemptId> Ended { get; init; } = [];
    /// <summary>The session of the current epoch; null: it ran out, or there never was one.</summary>
    public QueueSession? Session { get; init; }
    /// <summary>When the agent was last heard (UTC), also after its session ran out.</summary>
    public DateTimeOffset? LastSeen { get; init; }
    /// <summary>What the agent last said of itself in this session; null: nothing yet.</summary>
    public AgentReport? Report { get; init; }
    /// <summary>When it said so (UTC).</summary>
    public DateTimeOffset? ReportedAt { get; init; }
    /// <summary>Activities on offer, by key.</summary>
    public ImmutableDictionary<string, ActivityOffer> Offers { get; init; } = ImmutableDictionary<string, ActivityOffer>.Empty;
    /// <summary>Attempts that are being asked for.</summary>
    public ImmutableDictionary<AttemptId, QueueRequest> Requested { get; init; } = ImmutableDictionary<AttemptId, QueueRequest>.Empty;
    /// <summary>Attempts that the agent holds.</summary>
    public ImmutableDictionary<AttemptId, QueueHold> Held { get; init; } = ImmutableDictionary<AttemptId, QueueHold>.Empty;
    /// <summary>Attempts whose holder was lost, until their activities know.</summary>
    public ImmutableHashSet<QueueLoss> Lost { get; init; } = [];
    /// <summary>When each project was served last, as a counter.</summary>
    public ImmutableDictionary<string, long> Served { get; init; } = ImmutableDictionary<string, long>.Empty;
    /// <summary>Counts leases that were asked for.</summary>
    public long Turn { get; init; }
}
