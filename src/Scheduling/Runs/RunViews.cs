using Actors.Contracts.Activities;
using Actors.Contracts.Identity;
using Actors.Templates.Planning;

namespace Actors.Scheduling.Runs;

/// <summary>What people see of a run's activities.</summary>
public static class RunViews
{
    private const int MaxNames = 5;

    /// <summary>The activities of a run, in its order; every one that waits says why.</summary>
    /// <param name="environment">Key of the environment.</param>
    /// <param name="run">The run.</param>
    public static IReadOnlyList<ActivityView> Of(ActorKey environment, RunRecord run)
    {
        ArgumentNullException.ThrowIfNull(environment);
        ArgumentNullException.ThrowIfNull(run);
        var key = environment.Child(run.Id);
        // A list that a collection expression makes has a type of the compiler's, which no serializer can read back.
        return run.Nodes.Select(node => Of(key, run, node)).ToList();
    }

    /// <summary>Why a run has not ended, in words: what it waits for when nothing of it gets on, or what its cancel waits for; null: it gets on, or has ended.</summary>
    /// <param name="environment">Key of the environment.</param>
    /// <param name="run">The run.</param>
    public static string? WhyOpen(ActorKey environment, RunRecord run)
    {
        ArgumentNullException.ThrowIfNull(run);
        if (!run.IsOpen) return null;
        var open = Of(environment, run).Where(view => run.Find(view.Id)!.IsOpen).ToList();
        if (run.Status == RunStatus.Cancelling) return $"Is being cancelled: waits for the end of {Names(open)}.";
        if (open.Count == 0 || open.Exists(view => view.State is not (ActivityStatus.Queued or ActivityStatus.Waiting) || view.Reason == ReasonCode.None)) return null;
        return Bounds.Short($"Waits for {Names(open)}. '{open[0].Id}' waits: {open[0].Reason}: {open[0].Message}");
    }

    /// <summary>Why a run of the queue waits, and how long.</summary>
    /// <param name="state">The runs of the environment.</param>
    /// <param name="index">Its place in the queue, from 0.</param>
    public static string WhyWaiting(RunState state, int index)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, state.Queue.Count);
        return index > 0 ? $"Waits for run {state.Queue[index - 1].Run} ({state.Queue[index - 1].Kind}), which is before it in the queue."
            : state.Current is { IsOpen: true } open ? $"Waits for the end of run {open.Id} ({open.Kind})."
            : state.Retired.IsEmpty ? "Is about to start."
            : "Is about to start, once earlier runs are archived.";
    }

    private static ActivityView Of(ActorKey runKey, RunRecord run, RunNode node)
    {
        var known = node.IsOpen ? node.LiveView : node.EndView;
        var view = known ?? new ActivityView { Key = runKey.Child(node.Id).Value, Id = node.Id, State = node.Status, QueuedAt = node.ReleasedAt, Message = node.IsOpen ? "Is being handed to its agents." : null };
        view = view with { Resource = node.Resource, Kind = node.Kind, DependsOn = node.DependsOn };
        if (node.Status == ActivityStatus.Waiting)
        {
            var missing = node.DependsOn.Where(id => run.Find(id) is { } other && (node.When == RunsWhen.Succeeded ? !other.IsDone : !other.HasEnded)).Select(id => $"'{id}' ({StateOf(run.Find(id)!)})");
            return view with { State = ActivityStatus.Waiting, Reason = ReasonCode.Dependency, Message = $"Waits for {string.Join(", ", missing)}." };
        }

        return node.IsOpen ? view : view with { State = node.Status, Reason = node.Reason, Message = node.Message };
    }

    private static ActivityStatus StateOf(RunNode node) => node is { IsOpen: true, LiveView: { } view } ? view.State : node.Status;

    private static string Names(List<ActivityView> views) =>
        string.Join(", ", views.Take(MaxNames).Select(view => $"'{view.Id}'")) + (views.Count > MaxNames ? $" and {views.Count - MaxNames} more" : "");
}
