using Actors.Contracts.Activities;
using Actors.Contracts.Workers;

namespace Actors.Scheduling.Activities;

/// <content>Functions that ask to be called again.</content>
public sealed partial class ActivityMachine
{
    /// <summary>
    /// The function asks to be called again: no failure, and a sign that all is well, so that what failed before is forgotten. The slot is free until then. A call that would come
    /// after its time is over does not come.
    /// </summary>
    private ActivityState Again(ActivityState state, FunctionAgain again, DateTimeOffset now)
    {
        // Not again and again without a pause, whatever the activity says.
        var repeat = state.Spec!.Repeat ?? _options.Repeat;
        var next = now + (repeat > _options.BackOff ? repeat : _options.BackOff);
        if (next > Until(state)) return End(state, ActivityStatus.Failed, ReasonCode.DeadlineExceeded, OutOfCalls(state, again.Message), now);
        return Queue(Record(state, ReasonCode.Polling, again.Message, now), next) with
        {
            Reason = ReasonCode.Polling,
            Message = Bounds.Message(again.Message),
            NotBefore = next,
            Previous = again.Data ?? [],
            InfrastructureFailures = 0,
            Interruptions = 0,
            JobFailures = 0,
            Avoid = null,
        };
    }

    /// <summary>When the last call of a function begins that asks to be called again.</summary>
    private DateTimeOffset Until(ActivityState state) => (state.FirstLeasedAt ?? state.LeasedAt ?? state.QueuedAt) + (state.Spec!.Until ?? _options.Until);

    private string OutOfCalls(ActivityState state, string? message) =>
        $"Its function asked to be called again, and the time for that ({state.Spec!.Until ?? _options.Until} since its first attempt) is over: {message ?? "it did not say what it waits for."}";

    /// <summary>When a function that is to be called again is not called any more, because no agent took it; null: none asked for it.</summary>
    private DateTimeOffset? LastCall(ActivityState state) => state.Previous is null ? null : Until(state) + _options.StopSlack;
}
