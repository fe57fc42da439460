using Actors.Scheduling.Activities;

namespace Actors.Simulation.Broken;

/// <summary>Tells every worker that has a result that it is the one that counts.</summary>
public sealed class AcceptsTwoResults : BrokenMachine
{
    protected override ActivityReply Answer(ActivityState state, ActivityEvent @event, ActivityReply reply) =>
        @event is ActivityEvent.Result && state.Spec is not null ? ActivityReply.Yes : reply;
}
