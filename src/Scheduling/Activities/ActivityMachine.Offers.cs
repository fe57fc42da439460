using System.Collections.Immutable;
using Actors.Contracts.Activities;
using Actors.Contracts.Identity;
using Actors.Scheduling.Hosting;
using static Actors.Scheduling.Hosting.Persistence;

namespace Actors.Scheduling.Activities;

public sealed partial class ActivityMachine
{
    private static (ActivityState, Persistence, ActivityReply) OnCreate(ActivityState state, ActivitySpec spec, DateTimeOffset now)
    {
        if (state.Spec is null)
        {
            return Yes(state with
            {
                Spec = spec,
                Generation = spec.Generation,
                Status = ActivityStatus.Queued,
                QueuedAt = spec.QueuedAt,
            });
        }

        if (state.IsEnded && spec.Generation > state.Generation)
        {
            return Yes(Queue(state, now) with
            {
                Spec = spec,
                Generation = spec.Generation,
                QueuedAt = spec.QueuedAt,
                Reason = ReasonCode.None,
                Message = null,
                ExitCode = null,
                FinishedAt = null,
                NotBefore = null,
                InfrastructureFailures = 0,
                Interruptions = 0,
                JobFailures = 0,
                FirstLeasedAt = null,
                Previous = null,
                Avoid = null,
                Plan = null,
            }, Save);
        }

        // A repeated creation is a touch: the run does not know the outcome, or wants to be sure.
        if (spec.Generation != state.Generation) return Yes(state);
        return Yes(state with
        {
            Spec = state.Status == ActivityStatus.Queued ? spec : state.Spec,
            // A queue that was activated anew while it asked may not know that it got the attempt.
            Memory = state.Memory with { RunTold = false, Announced = state.Memory.Announced && state.Status != ActivityStatus.Leased },
        });
    }

    private static (ActivityState, Persistence, ActivityReply) OnRunAnswered(ActivityState state, ActivityEvent.RunAnswered answer)
    {
        if (answer.Generation != state.Generation) return Yes(state);
        if (answer.Wanted) return Remember(state, true, memory => memory with { Wanted = true });
        // Nobody waits for it: an activity that never was leased leaves no trace.
        return state is { Status: ActivityStatus.Queued, Attempt: 0 } ? Yes(new() { Memory = new() { NextRound = state.Memory.NextRound } }, Clear) : Yes(state);
    }

    private (ActivityState, Persistence, ActivityReply) OnStateChecked(ActivityState state, ActivityEvent.StateChecked check, DateTimeOffset now) =>
        Remember(state, state.Status == ActivityStatus.Queued && check.Round == state.Memory.Round, memory => memory with
        {
            StateFree = check.Blocked is null,
            CheckedRound = check.Round,
            Blocked = Bounds.Message(check.Blocked),
            NextRound = now + _options.OfferInterval,
        });

    private static (ActivityState, Persistence, ActivityReply) OnOfferAnswered(ActivityState state, ActivityEvent.OfferAnswered answer) =>
        Remember(state, state.Status == ActivityStatus.Queued && answer.Round == state.Memory.Round && state.Spec!.Agents.Contains(answer.Agent),
            memory => memory with { Answers = memory.Answers.SetItem(answer.Agent, new(answer.Round, answer.Availability)) });

    private static (ActivityState, Persistence, ActivityReply) OnLeaseRequest(ActivityState state, ActivityEvent.LeaseRequest request, DateTimeOffset now)
    {
        if (state.IsHeld && request.Attempt == state.Attempt)
            return state.Holder == request.Holder ? Yes(state) : No(state, ActivityRefusal.NotYours);
        if (state.Status != ActivityStatus.Queued || request.Attempt != state.Attempt + 1) return No(state, ActivityRefusal.NotCurrent);
        if (!CanOffer(state, now) || !Targets(state).Contains(request.Holder.Agent)) return No(state, ActivityRefusal.NotReady);
        return Yes(state with
        {
            Status = ActivityStatus.Leased,
            Attempt = request.Attempt,
            Holder = request.Holder,
            Nonce = null,
            Worker = null,
            Trace = request.Trace,
            LeasedAt = now,
            FirstLeasedAt = state.FirstLeasedAt ?? now,
            StartedAt = null,
            NotBefore = null,
            Reason = ReasonCode.None,
            Message = null,
            // The queue that asks knows what it holds.
            Memory = state.Memory with { LastHeard = now, Announced = true, CancelTold = false },
        }, Save);
    }

    private static (ActivityState, Persistence, ActivityReply) OnAdopt(ActivityState state, ActivityEvent.Adopt adopt)
    {
        if (!state.IsHeld || adopt.Attempt != state.Attempt) return No(state, ActivityRefusal.NotCurrent);
        if (state.Holder!.Agent != adopt.Holder.Agent || adopt.Holder.Epoch < state.Holder.Epoch) return No(state, ActivityRefusal.NotYours);
        var reply = new ActivityReply { Cancel = state.Status == ActivityStatus.Cancelling };
        return adopt.Holder == state.Holder
            ? (state, None, reply)
            : (state with { Holder = adopt.Holder, Memory = state.Memory with { Announced = true, CancelTold = reply.Cancel } }, Save, reply);
    }

    /// <summary>Ready for its next attempt, with the volatile facts of the last one forgotten.</summary>
    private static ActivityState Queue(ActivityState state, DateTimeOffset now) => state with
    {
        Status = ActivityStatus.Queued,
        QueuedAt = now,
        InterruptedAt = null,
        Stopping = ReasonCode.None,
        Memory = state.Memory with
        {
            StateFree = false,
            Blocked = null,
            RunTold = false,
            Round = state.Memory.Round + 1,
            NextRound = now,
            Answers = ImmutableDictionary<string, OfferAnswer>.Empty,
        },
    };

    private static bool IsReleased(ActivityState state) =>
        state.Attempt == 0 || (state.Memory.Released >= state.Attempt && state.Memory.ToldOver >= state.Attempt);

    private static bool CanOffer(ActivityState state, DateTimeOffset now) =>
        state is { Status: ActivityStatus.Queued, Memory.Wanted: true } && IsReleased(state)
        && (state.NotBefore is not { } start || start <= now) && !IsChecking(state) && (!state.Spec!.UsesState || state.Memory.StateFree);

    /// <summary>
    /// The state store has not answered in this round yet. What it said in the round before gives no lease: a superseded worker's state may have been kept aside since.
    /// </summary>
    private static bool IsChecking(ActivityState state) => state.Spec!.UsesState && state.Memory.CheckedRound != state.Memory.Round;

    /// <summary>Agents to offer to: all, but the one that lost the last attempt only when none of the others polls.</summary>
    private static ImmutableList<string> Targets(ActivityState state)
    {
        var agents = state.Spec!.Agents;
        if (state.Avoid is null) return agents;
        var others = agents.Remove(state.Avoid);
        var idle = others.All(agent => state.Memory.Answers.TryGetValue(agent, out var answer)
            && answer.Availability is AgentAvailability.Offline or AgentAvailability.Draining);
        return idle ? agents : others;
    }
}
