using System.Collections.Immutable;
using Actors.Contracts.Activities;
using Actors.Scheduling.Activities;
using Actors.Scheduling.Hosting;
using Actors.Templates.Planning;
using static Actors.Scheduling.Hosting.Persistence;

namespace Actors.Scheduling.Runs;

public sealed partial class RunMachine
{
    /// <summary>The run that a request of this idempotency key has started; null: none that is remembered, or no key.</summary>
    public static string? RunOf(RunState state, string? key)
    {
        ArgumentNullException.ThrowIfNull(state);
        return key is null ? null : state.Keys.Find(known => known.Key == key)?.Run;
    }

    /// <summary>What to say to a request whose key has asked for a run of another kind before; null: nothing.</summary>
    public static string? KeyTaken(RunState state, string? key, RunKind kind)
    {
        ArgumentNullException.ThrowIfNull(state);
        return key is not null && state.Keys.Find(known => known.Key == key) is { Kind: { } other } taken && other != kind
            ? $"The idempotency key has asked for run {taken.Run} before, which is no {kind} but a {other}. Take a new key for another run."
            : null;
    }

    private (RunState, Persistence, RunReply) OnStart(RunState state, RunEvent.Start start, DateTimeOffset now)
    {
        var queued = state.Queue.IsEmpty || state.Queue[0].Run != start.Run ? null : state.Queue[0];
        if (queued is null && KeyTaken(state, start.Key, start.Kind) is { } taken) return No(state, RunRefusal.KeyTaken, taken);
        if (queued is null && RunOf(state, start.Key) is { } known) return (state, None, new() { Run = known, Existing = true });
        if (state.Retiring) return No(state, RunRefusal.Retiring, BeingDeleted);
        if (state.Current?.Id == start.Run) return (state, None, new() { Run = start.Run, Existing = true });
        if (state.Current is { IsOpen: true } || (queued is null && !state.Queue.IsEmpty)) return No(state, RunRefusal.Busy, BusyMessage(state));
        if (state.Retired.Count >= _options.MaxRetired) return No(state, RunRefusal.ArchiveBehind, "Earlier runs still wait to be archived. Try again.");
        if (Invalid(start.Nodes) is { } message)
            return queued is null ? No(state, RunRefusal.Invalid, message) : Yes(Without(state, queued, RunStatus.Failed, ReasonCode.InvalidInput, message, now), Save);
        var run = new RunRecord
        {
            Id = start.Run,
            Kind = start.Kind,
            StartedAt = now,
            Trace = start.Trace,
            Nodes = [.. start.Nodes.Select(node => node.IsNotNeeded ? node : node with { Status = ActivityStatus.Waiting, Generation = 0, ReleasedAt = null })],
        };
        return Yes(With(state, Advance(run, now)) with
        {
            StatusBefore = start.Kind == RunKind.Plan ? state.Status : null,
            Retired = state.Current is { Cleared: false } last ? state.Retired.Add(last) : state.Retired,
            Queue = queued is null ? state.Queue : state.Queue.Remove(queued),
            Keys = queued is null ? Remembering(state, start.Key, start.Run, start.Kind) : state.Keys,
            Round = state.Round + 1,
            NextRound = now + _options.TouchInterval,
        }, Save);
    }

    private string? Invalid(ImmutableList<RunNode> nodes)
    {
        if (nodes.Count > _options.MaxNodes) return $"The run has {nodes.Count} activities; at most {_options.MaxNodes} are allowed. Split the environment.";
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var node in nodes)
        {
            if (node.DependsOn.Find(id => !seen.Contains(id)) is { } missing) return $"Activity '{node.Id}' depends on '{missing}', which does not come before it.";
            if (!seen.Add(node.Id)) return $"Two activities are called '{node.Id}'.";
        }

        return null;
    }

    private static (RunState, Persistence, RunReply) OnEnded(RunState state, ActivityOutcome outcome, DateTimeOffset now)
    {
        if (!Waits(state, outcome.Run, outcome.Id, outcome.Generation)) return Yes(state);
        var run = state.Current!;
        var index = run.Nodes.FindIndex(node => node.Id == outcome.Id);
        var node = run.Nodes[index] with
        {
            Status = outcome.Status,
            Reason = outcome.Reason,
            Message = Bounds.Message(outcome.Message),
            Outputs = outcome.Outputs,
            Artifacts = outcome.Artifacts,
            EndView = outcome.View,
            LiveView = null,
        };
        return Yes(With(state with { Once = OnceAfter(state.Once, run, node) }, Advance(run with { Nodes = run.Nodes.SetItem(index, node) }, now)), Save);
    }

    // What runs once counts from the first deploy to the destroy: of the environment, or of its resource.
    private static RunState With(RunState state, RunRecord run) =>
        state with { Current = run, Once = run.Status == RunStatus.Succeeded && run.Kind.TakesDown() ? [] : state.Once };

    private static ImmutableList<OnceDone> OnceAfter(ImmutableList<OnceDone> once, RunRecord run, RunNode node)
    {
        if (run.Kind == RunKind.Plan) return once;
        if (node.TakesDown) return node.IsDone ? once.RemoveAll(done => done.Resource == node.Resource) : once;
        return node is { Once: true, Status: ActivityStatus.Succeeded } && run.Kind == RunKind.Deploy && !once.Exists(done => done.Id == node.Id) ? once.Add(new(node.Id, node.Resource)) : once;
    }

    private static (RunState, Persistence, RunReply) OnArchived(RunState state, string id) =>
        ToArchive(state).Find(record => record.Id == id) is { } run ? Settle(state, run with { Archived = true }) : Yes(state);

    private static (RunState, Persistence, RunReply) OnCleared(RunState state, RunEvent.ActivityCleared cleared)
    {
        if (ToArchive(state).Find(record => record.Id == cleared.Run) is not { Archived: true } run) return Yes(state);
        return Settle(state, run with { Nodes = [.. run.Nodes.Select(node => node.Id == cleared.Id ? node with { Cleared = true } : node)] });
    }

    /// <summary>An archived run is settled once the states of all its activities are cleared; only that is worth a write.</summary>
    private static (RunState, Persistence, RunReply) Settle(RunState state, RunRecord run)
    {
        var settled = !run.Nodes.Exists(node => node.WasReleased && !node.Cleared);
        if (state.Current?.Id == run.Id) return Yes(state with { Current = run with { Cleared = settled } }, settled ? Save : None);
        return settled
            ? Yes(state with { Retired = state.Retired.RemoveAll(record => record.Id == run.Id) }, Save)
            : Yes(state with { Retired = state.Retired.Replace(state.Find(run.Id)!, run) });
    }
}
