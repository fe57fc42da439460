using Actors.Contracts.Agents;
using Actors.Contracts.Identity;
using Actors.Scheduling.Activities;

namespace Actors.Scheduling.Queues;

/// <summary>Answer of a queue.</summary>
public abstract record QueueReply
{
    private QueueReply()
    {
    }

    /// <summary>Nothing to say.</summary>
    public sealed record Done : QueueReply;

    /// <summary>Answer to a registration: the epoch, or the refusal and whether trying again may help.</summary>
    public sealed record Registered(bool Accepted, long Epoch, int Slots, string? Refusal, bool Retry) : QueueReply;

    /// <summary>Answer to a poll. While it is not done it waits; the lists are then empty.</summary>
    public sealed record Poll(
        SessionStatus Session, bool IsDone, int Slots, IReadOnlyList<AttemptId> Leases, IReadOnlyList<AttemptId> Cancels, IReadOnlyList<AttemptId> Over) : QueueReply;

    /// <summary>Answer to an offer.</summary>
    public sealed record Availability(AgentAvailability Value) : QueueReply;
}
