using Actors.Scheduling.Activities;

namespace Actors.Simulation.Broken;

/// <summary>Takes the first call of the worker of whatever attempt for one of the current attempt.</summary>
public sealed class ListensToOldWorkers : BrokenMachine
{
    protected override ActivityEvent Break(ActivityState state, ActivityEvent @event) => @event is ActivityEvent.SessionOpened session
        ? session with { Attempt = state.Attempt }
        : @event;
}
