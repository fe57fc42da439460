using Actors.Scheduling.Hosting;
using Actors.Scheduling.Queues;

namespace Actors.Simulation;

/// <summary>A queue that takes all offers for offers of one project, those of <c>alpha</c> for the oldest.</summary>
public sealed class FavoursOneProject(string agent) : QueueMachineOf
{
    private readonly QueueMachine _machine = new(agent);

    public QueueState Activate(QueueState? stored, DateTimeOffset now) => _machine.Activate(stored, now);

    public Step<QueueState, QueueEffect, QueueReply> Handle(QueueState state, QueueEvent @event, DateTimeOffset now) => _machine.Handle(state, Break(@event), now);

    public IReadOnlyList<QueueEffect> Resume(QueueState state, DateTimeOffset now) => _machine.Resume(state, now);

    public DateTimeOffset? Due(QueueState state) => _machine.Due(state);

    private static QueueEvent Break(QueueEvent @event) => @event is QueueEvent.Offer { Value: var offer }
        ? new QueueEvent.Offer(offer with { Project = "all", QueuedAt = offer.Project == "alpha" ? DateTimeOffset.MinValue : offer.QueuedAt })
        : @event;
}
