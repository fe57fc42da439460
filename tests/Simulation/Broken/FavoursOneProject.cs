using Actors.Scheduling.Queues;

namespace Actors.Simulation.Broken;

/// <summary>Takes all offers for offers of one project, those of <c>alpha</c> for the oldest.</summary>
public sealed class FavoursOneProject(string agent) : BrokenQueue(agent)
{
    protected override QueueEvent Break(QueueEvent @event) => @event is QueueEvent.Offer { Value: var offer }
        ? new QueueEvent.Offer(offer with { Project = "all", QueuedAt = offer.Project == "alpha" ? DateTimeOffset.MinValue : offer.QueuedAt })
        : @event;
}
