using Actors.Contracts.Activities;
using Actors.Contracts.Workers;
using Actors.Scheduling.Hosting;
using static Actors.Scheduling.Hosting.Persistence;

namespace Actors.Scheduling.Activities;

public sealed partial class ActivityMachine
{
    private const string AskedToEnd = "The worker was asked to end by its engine.";

    private static (ActivityState, Persistence, ActivityReply) OnSessionOpened(ActivityState state, ActivityEvent.SessionOpened session, DateTimeOffset now)
    {
        if (!state.IsHeld || session.Attempt != state.Attempt) return No(state, ActivityRefusal.NotCurrent);
        if (state.Nonce is not null) return state.Nonce == session.Nonce ? Heard(state, now) : No(state, ActivityRefusal.NotYours);
        return Yes(state with
        {
            Status = ActivityStatus.Running,
            Nonce = session.Nonce,
            Worker = session.Worker ?? state.Worker,
            StartedAt = now,
            Memory = state.Memory with { LastHeard = now },
        }, Save);
    }

    private static (ActivityState, Persistence, ActivityReply) OnHeard(ActivityState state, ActivityEvent.Heard heard, DateTimeOffset now)
    {
        if (!state.IsHeld || heard.Attempt != state.Attempt) return No(state, ActivityRefusal.NotCurrent);
        if (state.Nonce is null || (heard.Nonce is not null && heard.Nonce != state.Nonce)) return No(state, ActivityRefusal.NotYours);
        return heard.Worker ? Heard(state, now) : (state, None, new() { Cancel = state.Status == ActivityStatus.Cancelling });
    }

    private static (ActivityState, Persistence, ActivityReply) Heard(ActivityState state, DateTimeOffset now) =>
        (state with { Memory = state.Memory with { LastHeard = now } }, None, new() { Cancel = state.Status == ActivityStatus.Cancelling });

    private (ActivityState, Persistence, ActivityReply) OnResult(ActivityState state, ActivityEvent.Result result, DateTimeOffset now)
    {
        if (result.Attempt != state.Attempt) return No(state, ActivityRefusal.NotCurrent);
        if (state.Nonce is null || result.Nonce != state.Nonce) return No(state, ActivityRefusal.NotYours);
        // Repeated because the answer was lost: the result is the one that counts.
        if (state.ResultAttempt == state.Attempt) return Yes(state);
        if (!state.IsHeld) return No(state, ActivityRefusal.NotCurrent);
        var value = SuccessRule.Judge(result.Value, state.Spec!.SuccessCondition, polls: state.Spec.Repeat is not null);
        var accepted = state with { ResultAttempt = state.Attempt, ExitCode = value.ExitCode, Plan = value.Plan };
        if (value.Succeeded)
        {
            return Yes(End(accepted, ActivityStatus.Succeeded, ReasonCode.None, value.Message, now) with
            {
                Outputs = value.Outputs,
                Artifacts = [.. value.Artifacts],
            }, Save);
        }

        if (value.Again is { } again && state.Status != ActivityStatus.Cancelling) return Yes(Again(accepted, again, now), Save);
        if (value.Reason == ReasonCode.Cancelled && state.Status != ActivityStatus.Cancelling)
        {
            // Nobody here asked for it: its agent leaves, or its engine wants to be rid of it. The report of its end tells which, and comes at once.
            return Yes(accepted with { InterruptedAt = now, Reason = ReasonCode.Evicted, Message = Bounds.Message(value.Message ?? AskedToEnd) }, Save);
        }

        return value.Reason == ReasonCode.None
            ? Yes(Lose(accepted, ReasonCode.JobFailed, value.Message ?? "The job failed and did not say why.", now), Save)
            : Yes(Lose(accepted, value.Reason, value.Message, now), Save);
    }

    private (ActivityState, Persistence, ActivityReply) OnWorkerExited(ActivityState state, ActivityEvent.WorkerExited exit, DateTimeOffset now)
    {
        var over = new ActivityReply { Over = true };
        if (!state.IsHeld || exit.Attempt != state.Attempt || exit.Holder.Agent != state.Holder!.Agent) return (state, None, over with { WasOver = true });
        if (exit.Holder.Epoch < state.Holder.Epoch) return No(state, ActivityRefusal.NotYours);
        if (state.InterruptedAt is not null)
        {
            // Its engine's own word makes it a loss; everything else is somebody's wish to stop it.
            var loss = exit.Reason is ReasonCode.Evicted or ReasonCode.NodeLost or ReasonCode.Deleted;
            var why = loss || exit.Reason == ReasonCode.AgentLost ? exit.Reason : ReasonCode.Evicted;
            return (Lose(state, why, exit.Message ?? state.Message, now, interrupted: !loss), Save, over);
        }

        var (reason, message) = ReasonOf(exit);
        // That its agent was lost, an agent says only of a worker that it stopped because it leaves.
        var interrupted = reason is ReasonCode.Cancelled or ReasonCode.AgentLost || EndedAsAsked(exit);
        // Nobody here asked for it: the engine, or the agent, is going down.
        if (reason == ReasonCode.Cancelled && state.Status != ActivityStatus.Cancelling) reason = ReasonCode.Evicted;
        return (Lose(state with { ExitCode = exit.ExitCode, Worker = exit.Worker ?? state.Worker }, reason, message, now, interrupted), Save, over);
    }

    private static bool EndedAsAsked(ActivityEvent.WorkerExited exit) =>
        exit is { Reason: ReasonCode.None or ReasonCode.ExitCode, ExitCode: WorkerProtocol.ExitCancelled };

    private static (ReasonCode, string?) ReasonOf(ActivityEvent.WorkerExited exit) => (exit.Reason, exit.ExitCode) switch
    {
        (ReasonCode.None or ReasonCode.ExitCode, WorkerProtocol.ExitFenced) => (ReasonCode.WorkerLost, "The worker ended itself: it did not hear the controller for two thirds of Actors:Silence (Actors:ApplySilence while OpenTofu applies)."),
        (ReasonCode.None or ReasonCode.ExitCode, WorkerProtocol.ExitRefused) => (ReasonCode.WorkerLost, "The worker was gone; the one that was started instead was refused."),
        _ when EndedAsAsked(exit) => (ReasonCode.Evicted, AskedToEnd),
        (ReasonCode.None, null or 0) => (ReasonCode.ResultLost, exit.Message ?? "The worker ended without a result."),
        (ReasonCode.None or ReasonCode.ExitCode, var code) => (ReasonCode.ExitCode, exit.Message ?? $"The worker ended with exit code {code} and without a result."),
        var (reason, _) => (reason, exit.Message),
    };

    private (ActivityState, Persistence, ActivityReply) OnAgentLost(ActivityState state, ActivityEvent.AgentLost lost, DateTimeOffset now) =>
        state.Status == ActivityStatus.Leased && lost.Attempt == state.Attempt && lost.Holder == state.Holder
            ? Yes(Lose(state, ReasonCode.AgentLost, $"Agent '{lost.Holder.Agent}' stopped polling before the worker had called.", now), Save)
            : Yes(state);

    private (ActivityState, Persistence, ActivityReply) OnCancel(ActivityState state, ActivityEvent.Cancel cancel, DateTimeOffset now)
    {
        if (cancel.Generation != state.Generation || state.IsEnded || state.Stopping == ReasonCode.Cancelled) return Yes(state);
        if (state.InterruptedAt is not null) return Yes(End(state, ActivityStatus.Cancelled, ReasonCode.Cancelled, "It was cancelled when its worker had ended already.", now), Save);
        if (state.Status is ActivityStatus.Running or ActivityStatus.Cancelling) return Yes(Stop(state, ReasonCode.Cancelled), Save);
        // Before anything is stored the run must have said that it waits: a run that was replaced says so to nobody, and nobody would be left to clear what it cancels. It asks again.
        if (state is { Attempt: 0, Memory.Wanted: false }) return No(state, ActivityRefusal.NotReady);
        // Before the first call there is nothing to stop: the worker is refused when it calls.
        return Yes(End(state, ActivityStatus.Cancelled, ReasonCode.Cancelled, "It was cancelled before its worker had called.", now), Save);
    }
}
