using System.Collections.Immutable;
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
        var planned = PlannedAgain(run.Nodes);
        var nodes = run.Nodes.Select(node => node.Status switch
        {
            _ when StaysDone(node) || (IsKept(node, run.Nodes) && !planned.Contains(node.Id)) => node,
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

    private static bool StaysDone(RunNode node) => node.LeftOut || node is { Once: true, Status: ActivityStatus.Succeeded };

    private static bool IsKept(RunNode node, ImmutableList<RunNode> nodes) =>
        node.IsDone && (node.When == RunsWhen.Succeeded || !nodes.Exists(other => Covers(node, other) && !other.IsDone));

    /// <summary>
    /// What is done and yet is done again, as what comes behind applies its plan: an apply that came half-way, or a state that was restored meanwhile, has made the plan a stale one, which the tool refuses for
    /// ever. With the plan goes whatever stands between the two: hooks looked at the plan that is no more.
    /// </summary>
    private static HashSet<string> PlannedAgain(ImmutableList<RunNode> nodes)
    {
        var again = new HashSet<string>(StringComparer.Ordinal);
        foreach (var applies in nodes.Where(node => node.PlanOf is not null && !StaysDone(node) && !IsKept(node, nodes)))
        {
            // What comes after the plan, in the order of the nodes; of that, what comes before the apply, in the other.
            var after = new HashSet<string>(StringComparer.Ordinal) { applies.PlanOf! };
            foreach (var node in nodes.Where(node => after.Overlaps(node.DependsOn))) after.Add(node.Id);
            var before = new HashSet<string>(applies.DependsOn, StringComparer.Ordinal);
            foreach (var node in nodes.Reverse().Where(node => before.Contains(node.Id))) before.UnionWith(node.DependsOn);
            again.UnionWith(before.Where(after.Contains));
        }
        return again;
    }
}
