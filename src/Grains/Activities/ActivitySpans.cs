using System.Diagnostics;
using Actors.Contracts.Activities;
using Actors.Contracts.Identity;
using Actors.Grains.Hosting;
using Actors.Scheduling.Activities;

namespace Actors.Grains.Activities;

/// <summary>Spans of an activity: its way to an agent, and each attempt as a whole.</summary>
internal static class ActivitySpans
{
    public const string Schedule = "activity.schedule";
    public const string Session = "worker.session";
    public const string Attempt = "activity.attempt";

    /// <summary>The span from the activity becoming ready until its lease; all that happens to the attempt goes below it. Null: no lease is to be expected, or nobody listens.</summary>
    public static Activity? Leasing(ActivityState state, Holder holder, int attempt)
    {
        if (state is not { Status: ActivityStatus.Queued, Spec: { Trace: not null } spec } || attempt != state.Attempt + 1)
        {
            return null;
        }

        return Tag(Tracing.Controller.StartBelow(Schedule, spec.Trace, ActivityKind.Producer, state.QueuedAt), spec, attempt, holder.Agent);
    }

    /// <summary>The worker's first call, which cannot say yet what trace it belongs to.</summary>
    public static Activity? Opening(ActivityState state, int attempt) => state.Spec is { } spec && attempt == state.Attempt
        ? Tag(Tracing.Controller.StartBelow(Session, state.Trace, ActivityKind.Server), spec, attempt, state.Holder!.Agent)
        : null;

    /// <summary>An attempt is over.</summary>
    public static void Over(ActivityState state, AttemptRecord attempt)
    {
        if (attempt.Number != state.Attempt || Tracing.Controller.StartBelow(Attempt, state.Trace, at: attempt.LeasedAt) is not { } span)
        {
            return;
        }

        Tag(span, state.Spec!, attempt.Number, attempt.Agent);
        if (attempt.StartedAt is { } called)
        {
            span.AddEvent(new("worker called", called));
        }

        if (attempt.Reason != ReasonCode.None)
        {
            span.SetTag("actors.reason", attempt.Reason.ToString());
            // That a function is to be called again is no failure.
            if (attempt.Reason != ReasonCode.Polling)
            {
                span.Fail(attempt.Reason.ToString());
            }
        }

        span.EndAt(attempt.FinishedAt);
    }

    private static Activity? Tag(Activity? span, ActivitySpec spec, int attempt, string agent) => span?
        .SetTag("actors.activity", spec.Key).SetTag("actors.attempt", attempt).SetTag("actors.agent", agent).SetTag("actors.kind", spec.Kind.ToString());
}
