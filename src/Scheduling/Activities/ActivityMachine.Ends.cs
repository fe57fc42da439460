using Actors.Contracts.Activities;
using Actors.Contracts.Workers;
using Actors.Scheduling.Hosting;
using static Actors.Scheduling.Hosting.Persistence;

namespace Actors.Scheduling.Activities;

public sealed partial class ActivityMachine
{
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
        return Heard(state, now);
    }

    private static (ActivityState, Persistence, ActivityReply) Heard(ActivityState state, DateTimeOffset now) =>
        (state with { Memory = state.Memory with { LastHeard = now } }, None, new() { Cancel = state.Status == ActivityStatus.Cancelling });

    private (ActivityState, Persistence, ActivityReply) OnResult(ActivityState state, ActivityEvent.Result result, DateTimeOffset now)
    {
        if (result.Attempt != state.Attempt) return No(state, ActivityRefusal.NotCurrent);
        if (state.Nonce is null || result.Nonce != state.Nonce) return No(state, ActivityRefusal.NotYours);
        // Repeated because the answer was lost: the result is the one that ended the attempt.
        if (!state.IsHeld) return state.ResultAttempt == state.Attempt ? Yes(state) : No(state, ActivityRefusal.NotCurrent);
        var accepted = state with { ResultAttempt = state.Attempt, ExitCode = result.Value.ExitCode };
        var value = result.Value;
        if (value.Succeeded)
        {
            return Yes(End(accepted, ActivityStatus.Succeeded, ReasonCode.None, value.Message, now) with
            {
                Outputs = value.Outputs,
                Artifacts = [.. value.Artifacts],
            }, Save);
        }

        var (reason, message) = ReasonOf(state, value);
        return Yes(Lose(accepted, reason, message, now), Save);
    }

    private static (ReasonCode, string?) ReasonOf(ActivityState state, WorkerResult value) => value.Reason switch
    {
        ReasonCode.None => (ReasonCode.JobFailed, value.Message ?? "The job failed and did not say why."),
        // Nobody here asked for it: the engine, or the machine, is going down.
        ReasonCode.Cancelled when state.Status != ActivityStatus.Cancelling => (ReasonCode.Evicted, value.Message ?? "The worker was asked to end by its engine."),
        var reason => (reason, value.Message),
    };

    private (ActivityState, Persistence, ActivityReply) OnWorkerExited(ActivityState state, ActivityEvent.WorkerExited exit, DateTimeOffset now)
    {
        var over = new ActivityReply { Over = true };
        if (!state.IsHeld || exit.Attempt != state.Attempt) return (state, None, over);
        if (exit.Holder.Agent != state.Holder!.Agent) return (state, None, over);
        if (exit.Holder.Epoch < state.Holder.Epoch) return No(state, ActivityRefusal.NotYours);
        var (reason, message) = ReasonOf(exit);
        return (Lose(state with { ExitCode = exit.ExitCode, Worker = exit.Worker ?? state.Worker }, reason, message, now), Save, over);
    }

    private static (ReasonCode, string?) ReasonOf(ActivityEvent.WorkerExited exit) => (exit.Reason, exit.ExitCode) switch
    {
        (ReasonCode.None or ReasonCode.ExitCode, WorkerProtocol.ExitFenced) => (ReasonCode.WorkerLost, "The worker ended itself: it did not hear the controller."),
        (ReasonCode.None or ReasonCode.ExitCode, WorkerProtocol.ExitRefused) => (ReasonCode.WorkerLost, "The worker was gone; the one that was started instead was refused."),
        (ReasonCode.None or ReasonCode.ExitCode, WorkerProtocol.ExitCancelled) => (ReasonCode.Evicted, "The worker was asked to end by its engine."),
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
        // Before the first call there is nothing to stop: the worker is refused when it calls.
        return state.Status is ActivityStatus.Running or ActivityStatus.Cancelling
            ? Yes(Stop(state, ReasonCode.Cancelled), Save)
            : Yes(End(state, ActivityStatus.Cancelled, ReasonCode.Cancelled, "It was cancelled before its worker had called.", now), Save);
    }

    private static ActivityState Stop(ActivityState state, ReasonCode reason) => state with { Status = ActivityStatus.Cancelling, Stopping = reason };

    /// <summary>The attempt is over without success: stopped as wanted, tried again, or failed for good.</summary>
    private ActivityState Lose(ActivityState state, ReasonCode reason, string? message, DateTimeOffset now)
    {
        if (state.Status == ActivityStatus.Cancelling)
        {
            return state.Stopping == ReasonCode.DeadlineExceeded
                ? End(state, ActivityStatus.Failed, ReasonCode.DeadlineExceeded, "It took longer than its timeout.", now)
                : End(state, ActivityStatus.Cancelled, ReasonCode.Cancelled, message ?? "It was cancelled.", now);
        }

        var infrastructure = reason is ReasonCode.AgentLost or ReasonCode.NodeLost or ReasonCode.WorkerLost or ReasonCode.Evicted or ReasonCode.Deleted;
        var counted = infrastructure
            ? state with { InfrastructureFailures = state.InfrastructureFailures + 1 }
            : state with { JobFailures = state.JobFailures + 1 };
        var again = infrastructure ? counted.InfrastructureFailures <= _options.MaxInfrastructureRetries : counted.JobFailures < state.Spec!.MaxAttempts;
        if (!again) return End(counted, ActivityStatus.Failed, reason, message, now);
        var failures = infrastructure ? counted.InfrastructureFailures : counted.JobFailures;
        return Queue(Record(counted, reason, message, now), now) with
        {
            Reason = reason,
            Message = Bounds.Message(message),
            NotBefore = now + BackOff(failures),
            Avoid = infrastructure ? state.Holder!.Agent : state.Avoid,
        };
    }

    private TimeSpan BackOff(int failures)
    {
        var delay = _options.BackOff * Math.Pow(2, Math.Min(failures - 1, 16));
        return delay < _options.MaxBackOff ? delay : _options.MaxBackOff;
    }

    private ActivityState End(ActivityState state, ActivityStatus status, ReasonCode reason, string? message, DateTimeOffset now) =>
        (state.IsHeld ? Record(state, reason, message, now) : state) with
        {
            Status = status,
            Reason = reason,
            Message = Bounds.Message(message),
            FinishedAt = now,
            NotBefore = null,
            Stopping = ReasonCode.None,
            Memory = state.Memory with { RunTold = false },
        };

    private ActivityState Record(ActivityState state, ReasonCode reason, string? message, DateTimeOffset now)
    {
        var record = new AttemptRecord(state.Attempt, state.Holder!.Agent, reason, Bounds.Message(message), state.LeasedAt, state.StartedAt, now);
        var history = state.History.Add(record);
        return state with { History = history.Count > _options.MaxHistory ? history.RemoveAt(0) : history };
    }
}
