using Actors.Contracts.Activities;

namespace Actors.Scheduling.Activities;

public sealed partial class ActivityMachine
{
    private static ActivityState Stop(ActivityState state, ReasonCode reason) => state with { Status = ActivityStatus.Cancelling, Stopping = reason };

    /// <summary>
    /// The attempt is over without success: stopped as wanted, tried again, or failed for good. <paramref name="interrupted"/>: its worker was asked to end, and not from here;
    /// that is no loss, and is counted by itself.
    /// </summary>
    private ActivityState Lose(ActivityState state, ReasonCode reason, string? message, DateTimeOffset now, bool interrupted = false)
    {
        if (state.Status == ActivityStatus.Cancelling)
        {
            return state.Stopping == ReasonCode.DeadlineExceeded
                ? End(state, ActivityStatus.Failed, ReasonCode.DeadlineExceeded, "It took longer than its timeout.", now)
                : End(state, ActivityStatus.Cancelled, ReasonCode.Cancelled, message ?? "It was cancelled.", now);
        }

        var infrastructure = interrupted
            || reason is ReasonCode.AgentLost or ReasonCode.NodeLost or ReasonCode.WorkerLost or ReasonCode.Evicted or ReasonCode.Deleted;
        var counted = Count(state, interrupted, infrastructure);
        var (failures, again) = interrupted ? (counted.Interruptions, counted.Interruptions <= _options.MaxInterruptions)
            : infrastructure ? (counted.InfrastructureFailures, counted.InfrastructureFailures <= _options.MaxInfrastructureRetries)
            : (counted.JobFailures, !IsPermanent(reason) && counted.JobFailures < state.Spec!.MaxAttempts);
        if (!again) return End(counted, ActivityStatus.Failed, reason, message, now);
        return Queue(Record(counted, reason, message, now), now) with
        {
            Reason = reason,
            Message = Bounds.Message(message),
            NotBefore = now + BackOff(failures),
            Avoid = infrastructure ? state.Holder!.Agent : state.Avoid,
        };
    }

    private static ActivityState Count(ActivityState state, bool interrupted, bool infrastructure) => interrupted
        ? state with { Interruptions = state.Interruptions + 1 }
        : infrastructure
            ? state with { InfrastructureFailures = state.InfrastructureFailures + 1 }
            : state with { JobFailures = state.JobFailures + 1 };

    // The same job would fail the same way: its owner is to change it first.
    private static bool IsPermanent(ReasonCode reason) => reason is
        ReasonCode.InvalidInput or ReasonCode.ToolMissing or ReasonCode.LimitExceeded or ReasonCode.FunctionFailed;

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
            InterruptedAt = null,
            Stopping = ReasonCode.None,
            Memory = state.Memory with { RunTold = false },
        };

    private ActivityState Record(ActivityState state, ReasonCode reason, string? message, DateTimeOffset now)
    {
        var record = new AttemptRecord(
            state.Attempt, state.Holder!.Agent, reason, Bounds.Short(message), state.LeasedAt, state.StartedAt, now, state.Worker);
        var history = state.History.Add(record);
        return state with { History = history.Count > _options.MaxHistory ? history.RemoveAt(0) : history };
    }
}
