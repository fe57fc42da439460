using Actors.Contracts.Activities;
using Actors.Scheduling.Activities;

namespace Actors.Simulation.Broken;

/// <summary>Gives an attempt away when its agent is lost, although its worker lives.</summary>
public sealed class IgnoresCalls : BrokenMachine
{
    protected override ActivityEvent Break(ActivityState state, ActivityEvent @event) =>
        @event is ActivityEvent.AgentLost lost && state.Status == ActivityStatus.Running && lost.Attempt == state.Attempt
            ? new ActivityEvent.WorkerExited(lost.Holder, lost.Attempt, ReasonCode.AgentLost, null, null)
            : @event;
}
