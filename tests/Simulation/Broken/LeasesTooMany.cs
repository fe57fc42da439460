using Actors.Scheduling.Queues;

namespace Actors.Simulation.Broken;

/// <summary>Believes that the agent has more slots, and more free ones, than it says.</summary>
public sealed class LeasesTooMany(string agent) : BrokenQueue(agent)
{
    protected override QueueEvent Break(QueueEvent @event) => @event switch
    {
        QueueEvent.Register register => register with { ConfiguredSlots = register.ConfiguredSlots + 2 },
        QueueEvent.PollStarted poll => poll with { FreeSlots = poll.FreeSlots + 2 },
        _ => @event,
    };
}
