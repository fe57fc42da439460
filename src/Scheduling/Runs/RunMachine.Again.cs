using Actors.Contracts.Activities;
using Actors.Scheduling.Hosting;
using Actors.Templates.Planning;
using static Actors.Scheduling.Hosting.Persistence;

namespace Actors.Scheduling.Runs;

/// <content>Cancel and retry.</content>
public sealed partial class RunMachine
{
    private static (RunState, Persistence, RunReply) OnCancel(RunState state, bool all, DateTimeOffset now)
    {
        var first = all && !state.Queue.IsEmpty ? state.Queue[0].Run : null;
        var (left, dropped) = all ? CancelQueue(state, now) : (state, 0);
        return left.Current switch
        {
            { Status: RunStatus.Running } run => Yes(With(left, Advance(run with { Status = RunStatus.Cancelling }, now)), Save),
            { Status: RunStatus.Cancelling } => Yes(left, dropped > 0 ? Save : None),
            _ when dropped > 0 => (left, Save, new() { Run = first }),
            _ when !state.Queue.IsEmpty => No(state, RunRefusal.NotOpen, $"No run is in progress; {state.Queue.Count} wait to start, which only a cancel of all of them ends: actors cancel ENV --all."),
            _ => No(state, RunRefusal.NotOpen, "No run is in progress."),
        };
    }

    private static (RunState, Persistence, RunReply) OnRetry(RunState state, DateTimeOffset now)
    {
        if (state.Retiring) return No(state, RunRefusal.Retiring, BeingDeleted);
        if (state.Current is { IsOpen: true } open) return No(state, RunRefusal.Busy, $"Run {open.Id} ({open.Kind}) is in progress. Wait for its end, or cancel it.");
        if (!state.Queue.IsEmpty) return No(state, RunRefusal.Busy, $"{state.Queue.Count} runs wait, which come first. Cancel them all to go on with the last one instead.");
        if (state.Current is not { Status: RunStatus.Failed or RunStatus.Cancelled, Cleared: false } run)
            return No(state, RunRefusal.NothingToRetry, $"The last run{(state.Current is { } last ? $" ({last.Kind})" : "")} did not fail and was not cancelled. Ask for a new one.");
        var nodes = run.Nodes.Select(node => node.Status switch
        {
            _ when node.LeftOut || node is { Once: true, Status: ActivityStatus.Succeeded } => node,
            _ when node.IsDone && (node.When == RunsWhen.Succeeded || !run.Nodes.Exists(other => Covers(node, other) && !other.IsDone)) => node,
            ActivityStatus.Skipped when !node.WasReleased => node with { Status = ActivityStatus.Waiting, Reason = ReasonCode.None, Message = null },
            _ => node with
            {
                Status = ActivityStatus.Waiting,
                Generation = node.Generation + 1,
                Reason = ReasonCode.None,
                Message = null,
                EndView = null,
                CreatedRound = 0,
                CancelTold = false,
            },
        });
        var again = run with { Status = RunStatus.Running, Reason = ReasonCode.None, Message = null, FinishedAt = null, Nodes = [.. nodes] };
        return Yes(With(state, Advance(again, now)) with { NextRound = now }, Save);
    }
}
