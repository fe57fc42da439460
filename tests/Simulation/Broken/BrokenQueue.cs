using Actors.Scheduling.Hosting;
using Actors.Scheduling.Queues;

namespace Actors.Simulation.Broken;

/// <summary>A queue that understands something else than it is told: the promises must notice.</summary>
public abstract class BrokenQueue(string agent) : QueueMachineOf
{
    private readonly QueueMachine _machine = new(agent);

    public QueueState Activate(QueueState? stored, DateTimeOffset now) => _machine.Activate(stored, now);

    public Step<QueueState, QueueEffect, QueueReply> Handle(QueueState state, QueueEvent @event, DateTimeOffset now) => _machine.Handle(state, Break(@event), now);

    public IReadOnlyList<QueueEffect> Resume(QueueState state, DateTimeOffset now) => _machine.Resume(state, now);

    public bool Claims(QueueState stored) => _machine.Claims(stored);

    public DateTimeOffset? Due(QueueState state) => _machine.Due(state);

    protected abstract QueueEvent Break(QueueEvent @event);
}
