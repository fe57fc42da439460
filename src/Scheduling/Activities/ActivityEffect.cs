using Actors.Contracts.Activities;
using Actors.Contracts.Identity;

namespace Actors.Scheduling.Activities;

/// <summary>Something that an activity wants done; the remark names the event that acknowledges it.</summary>
public abstract record ActivityEffect
{
    private ActivityEffect()
    {
    }

    /// <summary>Ask the run whether it waits for this generation (<see cref="ActivityEvent.RunAnswered"/>): a creation that arrives after its run was archived must not run.</summary>
    public sealed record AskRun(string Run, string Id, int Generation) : ActivityEffect;

    /// <summary>Ask, once in each offer round, whether a state kept aside blocks the resource (<see cref="ActivityEvent.StateChecked"/>).</summary>
    public sealed record CheckState(int Round) : ActivityEffect;

    /// <summary>Offer to a queue (<see cref="ActivityEvent.OfferAnswered"/>).</summary>
    public sealed record Offer(string Agent, int Round, ActivityOffer Value) : ActivityEffect;

    /// <summary>Tell a queue that the activity is no longer on offer. Best effort: a stale offer is refused at the lease.</summary>
    public sealed record Withdraw(string Agent, string Activity) : ActivityEffect;

    /// <summary>Tell the holder's queue what it holds (<see cref="ActivityEvent.HeldKnown"/>).</summary>
    public sealed record AnnounceHeld(HeldAttempt Value) : ActivityEffect;

    /// <summary>Tell the holder's queue to have the worker stopped (<see cref="ActivityEvent.CancelKnown"/>).</summary>
    public sealed record TellAgentCancel(HeldAttempt Value) : ActivityEffect;

    /// <summary>Tell the holder's queue that the attempt is over (<see cref="ActivityEvent.OverKnown"/>).</summary>
    public sealed record TellAgentOver(Holder Holder, AttemptId Attempt) : ActivityEffect;

    /// <summary>Release locks and tokens of the attempt and all before (<see cref="ActivityEvent.AttemptReleased"/>). Comes before any further attempt and before the run is told.</summary>
    public sealed record ReleaseAttempt(AttemptId Attempt) : ActivityEffect;

    /// <summary>Tell the run the outcome (<see cref="ActivityEvent.OutcomeKnown"/>).</summary>
    public sealed record NotifyEnded(ActivityOutcome Outcome) : ActivityEffect;

    /// <summary>Tell the run what people see now. Best effort.</summary>
    public sealed record ReportProgress(string Run, int Generation, ActivityView View) : ActivityEffect;
}
