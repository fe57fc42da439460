using Actors.Scheduling.Activities;

namespace Actors.Simulation.Broken;

/// <summary>Gives nothing away once it had a failure, and does not remember what agents answer to its offers, so that it cannot say why it waits.</summary>
public sealed class SaysNothing : BrokenMachine
{
    protected override ActivityEvent Break(ActivityState state, ActivityEvent @event) => @event switch
    {
        ActivityEvent.OfferAnswered answer => answer with { Round = answer.Round - 1 },
        ActivityEvent.LeaseRequest request when state.Attempt > 0 => request with { Attempt = state.Attempt - 1 },
        _ => @event,
    };
}
