using Actors.Scheduling.Activities;

namespace Actors.Simulation.Broken;

/// <summary>Does not remember what agents answer to its offers, so that it cannot say why it waits.</summary>
public sealed class SaysNothing : BrokenMachine
{
    protected override ActivityEvent Break(ActivityState state, ActivityEvent @event) =>
        @event is ActivityEvent.OfferAnswered answer ? answer with { Round = answer.Round - 1 } : @event;
}
