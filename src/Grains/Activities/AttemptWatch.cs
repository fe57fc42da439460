using Actors.Contracts.Activities;
using Actors.Scheduling.Activities;

namespace Actors.Grains.Activities;

/// <summary>Sees from one stored state of an activity to the next which attempts were handed out and which are over. What was so when it began counts no more.</summary>
/// <param name="loaded">The state that the activation began with.</param>
internal sealed class AttemptWatch(ActivityState loaded)
{
    private int _leased = loaded.Attempt;
    private int _over = Last(loaded);

    /// <summary>The state is another one now.</summary>
    /// <returns>The attempts that were over since the last look.</returns>
    public IReadOnlyList<AttemptRecord> Look(ActivityState state)
    {
        if (state.Spec is not { } spec)
        {
            return [];
        }

        // An attempt that was lost in the step of its lease has a new time of becoming ready: its wait is not known any more.
        if (state.Attempt > _leased && state is { IsHeld: true, LeasedAt: { } at, Holder: { } holder })
        {
            ActivityMetrics.Leased(holder.Agent, spec.Kind, at - state.QueuedAt);
        }

        var over = state.History.Where(attempt => attempt.Number > _over).ToList();
        over.ForEach(attempt => ActivityMetrics.Over(spec.Kind, attempt));
        (_leased, _over) = (Math.Max(_leased, state.Attempt), Math.Max(_over, Last(state)));
        return over;
    }

    private static int Last(ActivityState state) => state.History.IsEmpty ? 0 : state.History[^1].Number;
}
