using Actors.Contracts.Activities;
using Actors.Scheduling.Hosting;
using static Actors.Scheduling.Hosting.Persistence;

namespace Actors.Scheduling.Activities;

public sealed partial class ActivityMachine
{
    /// <inheritdoc/>
    public bool Claims(ActivityState stored)
    {
        ArgumentNullException.ThrowIfNull(stored);
        return stored.Spec is not null && !stored.IsEnded;
    }

    /// <inheritdoc/>
    public DateTimeOffset? Due(ActivityState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (state.Spec is not { } spec || state.IsEnded) return null;
        var close = spec.QueuedAt + spec.ScheduleToClose;
        return state.Status switch
        {
            ActivityStatus.Leased => Bounds.Earliest(close, state.LeasedAt + _options.StartTimeout),
            ActivityStatus.Running when state.InterruptedAt is { } interrupted => interrupted + _options.InterruptionWait,
            ActivityStatus.Running => Bounds.Earliest(Bounds.Earliest(close, Silent(state)), state.StartedAt + spec.StartToClose + _options.StopSlack),
            ActivityStatus.Cancelling => Silent(state),
            _ => Bounds.Earliest(Bounds.Earliest(Bounds.Earliest(close, LastCall(state)), state.QueuedAt + spec.ScheduleToStart), state.NotBefore ?? state.Memory.NextRound),
        };
    }

    private static DateTimeOffset? Silent(ActivityState state) => state.Memory.LastHeard + state.Spec!.Silence;

    private (ActivityState, Persistence, ActivityReply) OnTick(ActivityState state, DateTimeOffset now)
    {
        var spec = state.Spec!;
        if (state.IsEnded) return Yes(state);
        var closed = now >= spec.QueuedAt + spec.ScheduleToClose;
        switch (state.Status)
        {
            case ActivityStatus.Leased when closed:
                return Yes(End(state, ActivityStatus.Failed, ReasonCode.DeadlineExceeded, $"It did not end within {spec.ScheduleToClose}.", now), Save);
            case ActivityStatus.Leased when now >= state.LeasedAt + _options.StartTimeout:
                return Yes(Lose(state, ReasonCode.WorkerLost, $"The worker did not call within {_options.StartTimeout} after agent '{state.Holder!.Agent}' got the attempt.", now), Save);
            case ActivityStatus.Running when state.InterruptedAt is { } interrupted:
                return now < interrupted + _options.InterruptionWait ? Yes(state) : Yes(Lose(state, ReasonCode.Evicted, state.Message, now, interrupted: true), Save);
            case ActivityStatus.Running or ActivityStatus.Cancelling when now >= Silent(state):
                return Yes(Lose(state, ReasonCode.WorkerLost, $"The worker was not heard for {spec.Silence}.", now), Save);
            case ActivityStatus.Running when closed || now >= state.StartedAt + spec.StartToClose + _options.StopSlack:
                return Yes(Stop(state, ReasonCode.DeadlineExceeded), Save);
            case ActivityStatus.Queued when now >= LastCall(state):
                return Yes(End(state, ActivityStatus.Failed, ReasonCode.DeadlineExceeded, OutOfCalls(state, Waiting(state).Item2 ?? state.Message), now), Save);
            case ActivityStatus.Queued when closed || now >= state.QueuedAt + spec.ScheduleToStart:
                var (reason, message) = Waiting(state);
                return Yes(End(state, ActivityStatus.Failed, ReasonCode.DeadlineExceeded, $"It waited too long ({reason}): {message}", now), Save);
            case ActivityStatus.Queued:
                return Yes(NextRound(state, now));
            default:
                return Yes(state);
        }
    }

    private ActivityState NextRound(ActivityState state, DateTimeOffset now)
    {
        // Only volatile: what is stored says a time that has passed, and means the same.
        if (state.NotBefore <= now) state = state with { NotBefore = null };
        if (state.Memory.NextRound is { } next && next > now) return state;
        // The round that waits for the state store goes on: else an answer that takes longer than a round would never count.
        var round = IsChecking(state) ? state.Memory.Round : state.Memory.Round + 1;
        return state with { Memory = state.Memory with { Round = round, NextRound = now + _options.OfferInterval } };
    }

    /// <inheritdoc/>
    public IReadOnlyList<ActivityEffect> Resume(ActivityState state, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (state.Spec is not { } spec) return [];
        List<ActivityEffect> effects = [];
        var memory = state.Memory;
        if (state.IsHeld)
        {
            var cancel = state.Status == ActivityStatus.Cancelling;
            if (memory.Announced && (!cancel || memory.CancelTold)) return [];
            var held = new HeldAttempt(state.AttemptId!, state.Holder!, spec.Project, cancel);
            if (!memory.Announced) effects.Add(new ActivityEffect.AnnounceHeld(held));
            if (cancel && !memory.CancelTold) effects.Add(new ActivityEffect.TellAgentCancel(held));
            return effects;
        }

        if (state.Attempt > memory.Released) effects.Add(new ActivityEffect.ReleaseAttempt(state.AttemptId!));
        if (state.Attempt > memory.ToldOver) effects.Add(new ActivityEffect.TellAgentOver(state.Holder!, state.AttemptId!));
        if (state.IsEnded && IsReleased(state) && !memory.RunTold) effects.Add(new ActivityEffect.NotifyEnded(OutcomeOf(state)));
        if (state.Status != ActivityStatus.Queued) return effects;
        if (!memory.Wanted) effects.Add(new ActivityEffect.AskRun(spec.Run, spec.Id, state.Generation));
        if (memory.Wanted && IsReleased(state) && state.NotBefore is null && IsChecking(state))
            effects.Add(new ActivityEffect.CheckState(memory.Round));
        if (!CanOffer(state, now) || state.NotBefore is not null) return effects;
        var offer = new ActivityOffer(new(spec.Key, state.Attempt + 1), spec.Project, spec.Class, state.QueuedAt);
        foreach (var agent in Targets(state))
        {
            if (!memory.Answers.TryGetValue(agent, out var answer) || answer.Round != memory.Round) effects.Add(new ActivityEffect.Offer(agent, memory.Round, offer));
        }

        return effects;
    }
}
