using Actors.Scheduling.Activities;

namespace Actors.Simulation.Broken;

/// <summary>Believes that the locks and tokens of an attempt are released by themselves.</summary>
public sealed class ForgetsLocks : BrokenMachine
{
    protected override ActivityState Forget(ActivityState state) =>
        state.Memory.Released < state.Attempt ? state with { Memory = state.Memory with { Released = state.Attempt } } : state;
}
