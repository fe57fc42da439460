using Actors.Contracts.Identity;

namespace Actors.Scheduling.Queues;

/// <summary>Something that a queue wants done; the remark names the event that answers it.</summary>
public abstract record QueueEffect
{
    private QueueEffect()
    {
    }

    /// <summary>Find what this agent holds: all activities stored as held whose holder's agent it is, of any epoch (<see cref="QueueEvent.Recovered"/>). Nothing is leased before.</summary>
    public sealed record Recover : QueueEffect;

    /// <summary>Ask the activity for the attempt (<see cref="QueueEvent.LeaseAnswered"/>).</summary>
    public sealed record RequestLease(AttemptId Attempt, long Epoch) : QueueEffect;

    /// <summary>Ask the activity whether this epoch may hold the attempt (<see cref="QueueEvent.AdoptAnswered"/>).</summary>
    public sealed record Adopt(AttemptId Attempt, long Epoch) : QueueEffect;

    /// <summary>Tell the activity that the holder was lost (<see cref="QueueEvent.LossKnown"/>).</summary>
    public sealed record TellLost(QueueLoss Loss) : QueueEffect;

    /// <summary>Wake the poll that waits: it may have something to say. Best effort: a poll ends by its own time too.</summary>
    public sealed record WakePoll(long Epoch, long Number) : QueueEffect;
}
