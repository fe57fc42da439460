using System.Collections.Immutable;
using Actors.Scheduling.Hosting;
using Actors.Scheduling.Queues;

namespace Actors.Simulation.Broken;

/// <summary>Never tells an agent that what it holds is over.</summary>
public sealed class KeepsWorkers(string agent) : QueueMachineOf
{
    private readonly QueueMachine _machine = new(agent);

    public QueueState Activate(QueueState? stored, DateTimeOffset now) => _machine.Activate(stored, now);

    public Step<QueueState, QueueEffect, QueueReply> Handle(QueueState state, QueueEvent @event, DateTimeOffset now)
    {
        var step = _machine.Handle(state, @event, now);
        if (step.State.Memory.Session is not { Over.IsEmpty: false } session) return step;
        var memory = step.State.Memory with { Session = session with { Over = ImmutableDictionary<Contracts.Identity.AttemptId, bool>.Empty } };
        return step with { State = step.State with { Memory = memory }, Reply = step.Reply is QueueReply.Poll poll ? poll with { Over = [] } : step.Reply };
    }

    public IReadOnlyList<QueueEffect> Resume(QueueState state, DateTimeOffset now) => _machine.Resume(state, now);

    public bool Claims(QueueState stored) => _machine.Claims(stored);

    public DateTimeOffset? Due(QueueState state) => _machine.Due(state);
}
