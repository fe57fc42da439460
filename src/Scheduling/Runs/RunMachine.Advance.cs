using Actors.Contracts.Activities;
using Actors.Templates.Planning;

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
        return node.When == RunsWhen.Succeeded ? AfterSuccess(node, done, now) : AfterEnd(node, done, now);
    }

    private static RunNode AfterSuccess(RunNode node, Dictionary<string, RunNode> done, DateTimeOffset now)
    {
        var needs = Needs(node, done);
        if (Blocked(node, needs.Where(id => done[id] is { IsDone: false, HasEnded: true }), done) is { } blocked) return blocked;
        return needs.TrueForAll(id => done[id].IsDone) ? Release(node, now) : node;
    }

    // What is left out, and what is done once, may be done before that which it follows: whoever comes behind waits for both.
    private static List<string> Needs(RunNode node, Dictionary<string, RunNode> done)
    {
        List<string> needs = [.. node.DependsOn];
        for (var i = 0; i < needs.Count; i++)
        {
            if (done[needs[i]] is { IsDone: true, When: RunsWhen.Succeeded } passed && StaysDone(passed)) needs.AddRange(passed.DependsOn.Except(needs, StringComparer.Ordinal).ToList());
        }
        return needs;
    }

    // Whatever the end of its scope was; but within one list of hooks one follows another only when that is done.
    private static RunNode AfterEnd(RunNode node, Dictionary<string, RunNode> done, DateTimeOffset now)
    {
        var before = done.Values.Where(other => Covers(node, other) && !IsBeside(node, other)).ToList();
        if (!node.DependsOn.TrueForAll(id => done[id].HasEnded) || !before.TrueForAll(other => other.HasEnded)) return node;
        if (node.When == RunsWhen.Failed && !before.Exists(other => other is { IsDone: false, Status: ActivityStatus.Failed or ActivityStatus.Cancelled }))
            return node with { Status = ActivityStatus.Skipped, Reason = ReasonCode.NotNeeded, Message = "Nothing failed that it would follow." };
        var scope = before.Where(other => other.When == RunsWhen.Succeeded).ToList();
        if (scope.Count == 0 && Blocked(node, node.DependsOn.Where(id => !done[id].IsDone && !IsBeside(node, done[id])), done) is { } nothing) return nothing;
        if (scope.Count > 0 && !scope.Exists(Began))
            return node with { Status = ActivityStatus.Skipped, Reason = ReasonCode.Dependency, Message = "What it would follow was never begun." };
        return Blocked(node, node.DependsOn.Where(id => IsBeside(node, done[id]) && !done[id].IsDone), done) ?? Release(node, now);
    }

    // Code is fetched early; that it could not be is an end of its resource nevertheless.
    private static bool Began(RunNode node) => node.Fetches ? node.Status == ActivityStatus.Failed : node.WasReleased || node.IsDone;

    // Another hook of the same place.
    private static bool IsBeside(RunNode node, RunNode other) => other.When == node.When && other.Resource == node.Resource;

    private static RunNode? Blocked(RunNode node, IEnumerable<string> blockers, Dictionary<string, RunNode> done)
    {
        var names = string.Join(", ", blockers.Select(id => $"'{id}' ({done[id].Status})"));
        return names.Length == 0 ? null : node with { Status = ActivityStatus.Skipped, Reason = ReasonCode.Dependency, Message = $"It depends on {names}." };
    }

    private static RunNode Release(RunNode node, DateTimeOffset now) => node with { Status = ActivityStatus.Queued, ReleasedAt = now };

    // The scope of a hook: its resource, or the whole run.
    private static bool Covers(RunNode hook, RunNode other) => hook.Resource is null || hook.Resource == other.Resource;

    private static RunRecord End(RunRecord run, DateTimeOffset now)
    {
        var ended = run with { FinishedAt = now };
        if (run.Nodes.TrueForAll(node => node.IsDone))
        {
            var passed = run.Nodes.Where(node => node.Status == ActivityStatus.Failed).Select(node => $"'{node.Id}'").ToList();
            return ended with { Status = RunStatus.Succeeded, Message = passed.Count == 0 ? null : Bounds.Message($"It went on past what failed: {string.Join(", ", passed)}.") };
        }

        if (run.Status == RunStatus.Cancelling) return ended with { Status = RunStatus.Cancelled, Reason = ReasonCode.Cancelled, Message = "It was cancelled." };
        var first = run.Nodes.Find(node => node is { IsDone: false, Status: ActivityStatus.Failed }) ?? run.Nodes.Find(node => !node.IsDone)!;
        return ended with { Status = RunStatus.Failed, Reason = first.Reason, Message = Bounds.Message($"Activity '{first.Id}' {first.Status}: {first.Message}") };
    }
}
