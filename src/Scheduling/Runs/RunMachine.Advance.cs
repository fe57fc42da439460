using Actors.Contracts.Activities;

namespace Actors.Scheduling.Runs;

public sealed partial class RunMachine
{
    /// <summary>Skips what cannot run any more, releases what can, and ends the run when nothing is open.</summary>
    private static RunRecord Advance(RunRecord run, DateTimeOffset now)
    {
        var done = new Dictionary<string, RunNode>(StringComparer.Ordinal);
        var nodes = run.Nodes.ToBuilder();
        for (var i = 0; i < nodes.Count; i++)
        {
            if (nodes[i].Status == ActivityStatus.Waiting) nodes[i] = Advance(run, nodes[i], done, now);
            done[nodes[i].Id] = nodes[i];
        }

        run = run with { Nodes = nodes.ToImmutable() };
        return run.Nodes.Exists(node => node.IsOpen || node.Status == ActivityStatus.Waiting) ? run : End(run, now);
    }

    private static RunNode Advance(RunRecord run, RunNode node, Dictionary<string, RunNode> done, DateTimeOffset now)
    {
        if (run.Status == RunStatus.Cancelling)
            return node with { Status = ActivityStatus.Skipped, Reason = ReasonCode.Cancelled, Message = "The run was cancelled before." };
        var blockers = node.DependsOn.Where(id => done[id] is { IsDone: false, IsOpen: false } before && before.Status != ActivityStatus.Waiting).ToList();
        if (blockers.Count > 0)
        {
            var names = string.Join(", ", blockers.Select(id => $"'{id}' ({done[id].Status})"));
            return node with { Status = ActivityStatus.Skipped, Reason = ReasonCode.Dependency, Message = $"It depends on {names}." };
        }

        return node.DependsOn.TrueForAll(id => done[id].IsDone) ? node with { Status = ActivityStatus.Queued, ReleasedAt = now } : node;
    }

    private static RunRecord End(RunRecord run, DateTimeOffset now)
    {
        var ended = run with { FinishedAt = now };
        if (run.Nodes.TrueForAll(node => node.IsDone)) return ended with { Status = RunStatus.Succeeded };
        if (run.Status == RunStatus.Cancelling) return ended with { Status = RunStatus.Cancelled, Reason = ReasonCode.Cancelled, Message = "It was cancelled." };
        var first = run.Nodes.Find(node => node is { IsDone: false, Status: ActivityStatus.Failed }) ?? run.Nodes.Find(node => !node.IsDone)!;
        return ended with { Status = RunStatus.Failed, Reason = first.Reason, Message = Bounds.Message($"Activity '{first.Id}' {first.Status}: {first.Message}") };
    }
}
