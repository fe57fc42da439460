using Actors.Scheduling.Activities;

namespace Actors.Simulation.Broken;

/// <summary>Takes the end of the worker of whatever attempt for that of the current attempt.</summary>
public sealed class BelievesOldExits : BrokenMachine
{
    protected override ActivityEvent Break(ActivityState state, ActivityEvent @event) => @event is ActivityEvent.WorkerExited exit && state is { IsHeld: true, Holder: { } holder }
        ? exit with { Attempt = state.Attempt, Holder = holder }
        : @event;
}
