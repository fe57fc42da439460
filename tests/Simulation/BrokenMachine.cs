using Actors.Scheduling.Activities;
using Actors.Scheduling.Hosting;

namespace Actors.Simulation;

/// <summary>The real machine with one rule broken on purpose: shows that the simulation can fail.</summary>
public abstract class BrokenMachine : ActivityMachineOf
{
    private readonly ActivityMachine _machine = new();

    public ActivityState Activate(ActivityState? stored, DateTimeOffset now) => _machine.Activate(stored, now);

    public Step<ActivityState, ActivityEffect, ActivityReply> Handle(ActivityState state, ActivityEvent @event, DateTimeOffset now) =>
        _machine.Handle(state, Break(state, @event), now);

    public IReadOnlyList<ActivityEffect> Resume(ActivityState state, DateTimeOffset now) => _machine.Resume(state, now);

    public DateTimeOffset? Due(ActivityState state) => _machine.Due(state);

    protected abstract ActivityEvent Break(ActivityState state, ActivityEvent @event);
}
