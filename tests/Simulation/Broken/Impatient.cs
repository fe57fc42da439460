using Actors.Scheduling.Activities;

namespace Actors.Simulation.Broken;

/// <summary>Gives an attempt away long before its worker, which it does not hear, ends itself.</summary>
public sealed class Impatient : BrokenMachine
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

    protected override ActivityEvent Break(ActivityState state, ActivityEvent @event) => @event is ActivityEvent.Create create
        ? new ActivityEvent.Create(create.Spec with { Silence = Patience })
        : @event;
}
