using Actors.Scheduling.Activities;

namespace Actors.Simulation.Broken;

/// <summary>Takes a result of whatever attempt as one of the current attempt.</summary>
public sealed class AcceptsOldResults : BrokenMachine
{
    protected override ActivityEvent Break(ActivityState state, ActivityEvent @event) => @event is ActivityEvent.Result result && state.Nonce is { } nonce
        ? result with { Attempt = state.Attempt, Nonce = nonce }
        : @event;
}
