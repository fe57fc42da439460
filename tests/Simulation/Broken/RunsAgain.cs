using Actors.Scheduling.Activities;

namespace Actors.Simulation.Broken;

/// <summary>Takes a touch after its success for a wish to run again.</summary>
public sealed class RunsAgain : BrokenMachine
{
    protected override ActivityEvent Break(ActivityState state, ActivityEvent @event) => @event is ActivityEvent.Create create && state.IsEnded && create.Spec.Generation == state.Generation
        ? new ActivityEvent.Create(create.Spec with { Generation = state.Generation + 1 })
        : @event;
}
