using Actors.Contracts.Activities;
using Actors.Scheduling.Hosting;
using static Actors.Scheduling.Hosting.Persistence;
using ActivityStep = Actors.Scheduling.Hosting.Step<
    Actors.Scheduling.Activities.ActivityState, Actors.Scheduling.Activities.ActivityEffect, Actors.Scheduling.Activities.ActivityReply>;

namespace Actors.Scheduling.Activities;

/// <summary>
/// The activity: <c>Waiting → Queued → Leased → Running → Succeeded | Failed | Cancelled</c>. The only place that gives an attempt away, accepts a result, or says "not yours".
/// Durable writes: lease, first call, result, and whatever supersedes, cancels or ends. Created and queued are derived by the run.
/// </summary>
public sealed partial class ActivityMachine(SchedulingOptions? options = null) : IMachine<ActivityState, ActivityEvent, ActivityEffect, ActivityReply>
{
    private readonly SchedulingOptions _options = options ?? SchedulingOptions.Default;

    /// <inheritdoc/>
    public ActivityState Activate(ActivityState? stored, DateTimeOffset now) =>
        (stored ?? new()) with { Memory = new() { LastHeard = now, NextRound = now + _options.OfferInterval } };

    /// <inheritdoc/>
    public ActivityStep Handle(ActivityState state, ActivityEvent @event, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (state.Spec is null && @event is not ActivityEvent.Create) return NotCreated(state, @event);
        var (next, persistence, reply) = @event switch
        {
            ActivityEvent.Create create => OnCreate(state, create.Spec, now),
            ActivityEvent.RunAnswered answer => OnRunAnswered(state, answer),
            ActivityEvent.StateChecked check => OnStateChecked(state, check, now),
            ActivityEvent.OfferAnswered answer => OnOfferAnswered(state, answer),
            ActivityEvent.LeaseRequest request => OnLeaseRequest(state, request, now),
            ActivityEvent.Adopt adopt => OnAdopt(state, adopt),
            ActivityEvent.SessionOpened session => OnSessionOpened(state, session, now),
            ActivityEvent.Heard heard => OnHeard(state, heard, now),
            ActivityEvent.Result result => OnResult(state, result, now),
            ActivityEvent.WorkerExited exit => OnWorkerExited(state, exit, now),
            ActivityEvent.AgentLost lost => OnAgentLost(state, lost, now),
            ActivityEvent.Cancel cancel => OnCancel(state, cancel, now),
            ActivityEvent.Clear => state.IsEnded ? (Activate(null, now), Clear, ActivityReply.Yes) : No(state, ActivityRefusal.Open),
            ActivityEvent.HeldKnown known => Remember(state, state.IsHeld && known.Attempt == state.Attempt, m => m with { Announced = true }),
            ActivityEvent.CancelKnown known => Remember(state, known.Attempt == state.Attempt, m => m with { CancelTold = true }),
            ActivityEvent.AttemptReleased known => Remember(state, !state.IsHeld && known.Attempt == state.Attempt, m => m with { Released = known.Attempt }),
            ActivityEvent.OverKnown known => Remember(state, !state.IsHeld && known.Attempt == state.Attempt, m => m with { ToldOver = known.Attempt }),
            ActivityEvent.OutcomeKnown known => Remember(state, state.IsEnded && known.Generation == state.Generation, m => m with { RunTold = true }),
            ActivityEvent.Tick => OnTick(state, now),
            _ => throw new ArgumentException($"An activity does not know the event {@event?.GetType().Name}.", nameof(@event)),
        };
        return new(next, persistence, Effects(state, next, @event is ActivityEvent.Create, now), reply);
    }

    private static ActivityStep NotCreated(ActivityState state, ActivityEvent @event)
    {
        var reply = @event switch
        {
            ActivityEvent.WorkerExited => new ActivityReply { Over = true, WasOver = true },
            ActivityEvent.Clear => ActivityReply.Yes,
            _ => ActivityReply.No(ActivityRefusal.NotCreated),
        };
        // That nothing is stored, the store says: what this activation loaded may be of before.
        return new(state, @event is ActivityEvent.Clear ? Clear : None, [], reply);
    }

    private static (ActivityState, Persistence, ActivityReply) Yes(ActivityState state, Persistence persistence = None) => (state, persistence, ActivityReply.Yes);

    private static (ActivityState, Persistence, ActivityReply) No(ActivityState state, ActivityRefusal refusal) => (state, None, ActivityReply.No(refusal));

    private static (ActivityState, Persistence, ActivityReply) Remember(ActivityState state, bool heed, Func<ActivityMemory, ActivityMemory> change) =>
        Yes(heed ? state with { Memory = change(state.Memory) } : state);

    /// <summary>What the step made outstanding, withdrawals, and what people see.</summary>
    private IReadOnlyList<ActivityEffect> Effects(ActivityState before, ActivityState after, bool touched, DateTimeOffset now)
    {
        if (ReferenceEquals(before, after) && !touched) return [];
        var effects = Outstanding.Since(Resume(before, now), Resume(after, now));
        if (before is { Status: ActivityStatus.Queued, Spec: { } spec } && (after.Status != ActivityStatus.Queued || after.Attempt != before.Attempt))
        {
            var offered = before.Memory.Answers.Keys.Where(agent => !after.IsHeld || agent != after.Holder?.Agent).Order(StringComparer.Ordinal);
            effects = [.. effects, .. offered.Select(agent => new ActivityEffect.Withdraw(agent, spec.Key))];
        }

        if (after.Spec is { } current && (touched || !ShowsTheSame(before, after)) && ViewOf(after) is { } view && (before.Spec is null || touched || view != ViewOf(before)))
            effects = [.. effects, new ActivityEffect.ReportProgress(current.Run, after.Generation, view)];
        return effects;
    }
}
