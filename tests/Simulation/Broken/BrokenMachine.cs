using Actors.Scheduling.Activities;
using Actors.Scheduling.Hosting;

namespace Actors.Simulation.Broken;

/// <summary>The real machine with one rule broken on purpose: shows that the simulation can fail.</summary>
public abstract class BrokenMachine : ActivityMachineOf
{
    private readonly ActivityMachine _machine = new();

    public ActivityState Activate(ActivityState? stored, DateTimeOffset now) => Forget(_machine.Activate(stored, now));

    public Step<ActivityState, ActivityEffect, ActivityReply> Handle(ActivityState state, ActivityEvent @event, DateTimeOffset now)
    {
        var step = _machine.Handle(state, Break(state, @event), now);
        var forgetful = Forget(step.State);
        if (!ReferenceEquals(forgetful, step.State)) step = step with { State = forgetful, Effects = [.. Resume(forgetful, now).Except(Resume(state, now))] };
        return step;
    }

    public IReadOnlyList<ActivityEffect> Resume(ActivityState state, DateTimeOffset now) => _machine.Resume(state, now);

    public bool Claims(ActivityState stored) => _machine.Claims(stored);

    public DateTimeOffset? Due(ActivityState state) => _machine.Due(state);

    /// <summary>What it understands instead of what it is told.</summary>
    protected virtual ActivityEvent Break(ActivityState state, ActivityEvent @event) => @event;

    /// <summary>What it believes instead of what is so.</summary>
    protected virtual ActivityState Forget(ActivityState state) => state;
}
