using Actors.Contracts.Agents;
using Actors.Contracts.Identity;
using Actors.Scheduling.Activities;

namespace Actors.Scheduling.Queues;

/// <summary>Something that happens to an agent's queue. Every event may be repeated.</summary>
public abstract record QueueEvent
{
    private QueueEvent()
    {
    }

    /// <summary>The agent opens a session; <c>ConfiguredSlots</c> is what its document says, <c>Instance</c> names this life of the agent. Replies <see cref="QueueReply.Registered"/>.</summary>
    public sealed record Register(string Engine, string Runtime, IReadOnlyList<int> Protocols, int? SlotCap, int ConfiguredSlots, string? Instance = null) : QueueEvent;

    /// <summary>The agent's document changed.</summary>
    public sealed record Configure(int ConfiguredSlots) : QueueEvent;

    /// <summary>A poll arrived. Replies <see cref="QueueReply.Poll"/>: answer at once when it is done, else wait for <see cref="QueueEffect.WakePoll"/> and collect.</summary>
    public sealed record PollStarted(long Epoch, long Number, int FreeSlots, IReadOnlyList<AttemptId> Held, AgentReport? Report = null) : QueueEvent;

    /// <summary>A poll that waits looks again; the final time when its wait has passed, or its caller is gone. Replies <see cref="QueueReply.Poll"/>.</summary>
    public sealed record PollCollected(long Epoch, long Number, bool Final) : QueueEvent;

    /// <summary>The activity gave the attempt to the epoch that asked, or (null) did not.</summary>
    public sealed record LeaseAnswered(AttemptId Attempt, long? Epoch) : QueueEvent;

    /// <summary>The activity says whether the epoch that asked may hold the attempt.</summary>
    public sealed record AdoptAnswered(AttemptId Attempt, long Epoch, bool Granted, bool Cancel, string Project) : QueueEvent;

    /// <summary>What the agent holds, by the activities that are stored as held. Answers <see cref="QueueEffect.Recover"/>.</summary>
    public sealed record Recovered(IReadOnlyList<HeldAttempt> Held) : QueueEvent;

    /// <summary>An activity is on offer. Replies <see cref="QueueReply.Availability"/>.</summary>
    public sealed record Offer(ActivityOffer Value) : QueueEvent;

    /// <summary>An activity is no longer on offer.</summary>
    public sealed record Withdraw(string Activity) : QueueEvent;

    /// <summary>An activity says that this agent holds its attempt.</summary>
    public sealed record HeldAnnounced(HeldAttempt Value) : QueueEvent;

    /// <summary>The attempt is over, by its activity's word.</summary>
    public sealed record Over(AttemptId Attempt) : QueueEvent;

    /// <summary>The held attempt is to be cancelled.</summary>
    public sealed record CancelWanted(HeldAttempt Value) : QueueEvent;

    /// <summary>The activity knows that the holder was lost.</summary>
    public sealed record LossKnown(QueueLoss Loss) : QueueEvent;

    /// <summary>Lease nothing more.</summary>
    public sealed record Drain : QueueEvent;

    /// <summary>Lease again.</summary>
    public sealed record Resume : QueueEvent;

    /// <summary>The due time has passed.</summary>
    public sealed record Tick : QueueEvent;
}
