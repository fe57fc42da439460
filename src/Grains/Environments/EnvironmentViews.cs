using System.Text.Json;
using Actors.Contracts.Activities;
using Actors.Contracts.Identity;
using Actors.Contracts.Storage;
using Actors.Scheduling.Runs;

namespace Actors.Grains.Environments;

/// <summary>What people see of an environment and its runs. No secret.</summary>
internal static class EnvironmentViews
{
    /// <summary>The activities of a run, in the plan's order.</summary>
    public static IReadOnlyList<ActivityView> ActivitiesOf(ActorKey environment, RunRecord? run) =>
        run is null ? [] : RunViews.Of(environment, run);

    /// <summary>A finished run as it is archived.</summary>
    public static ArchivedRun ArchiveOf(ActorKey environment, RunRecord run) => new()
    {
        Id = run.Id,
        Kind = KindOf(run),
        State = run.Status.ToString(),
        Reason = ReasonOf(run),
        Message = run.Message ?? RunViews.WhyOpen(environment, run),
        StartedAt = run.StartedAt,
        FinishedAt = run.FinishedAt,
        Activities = ActivitiesOf(environment, run),
    };

    /// <summary>The runs that are not archived away, newest first, as JSON; those that wait among them.</summary>
    public static IEnumerable<string> RunsOf(ActorKey environment, RunState state, string? run) => state.Queue.Select((_, index) => Waiting(state, index))
        .Concat(state.Retired.Append(state.Current).OfType<RunRecord>().Where(known => run is null || known.Id == run).Select(known => ArchiveOf(environment, known)))
        .Where(each => run is null || each.Id == run)
        .OrderByDescending(each => each.Id, StringComparer.Ordinal)
        .Select(Json);

    /// <summary>The environment.</summary>
    public static EnvironmentSnapshot SnapshotOf(ActorKey environment, EnvironmentRecord record)
    {
        var run = record.State.Current;
        return new()
        {
            State = record.State.Status.ToString(),
            Run = run?.Id,
            RunKind = run is null ? null : KindOf(run),
            RunState = run?.Status.ToString(),
            Reason = run is null ? null : ReasonOf(run),
            Message = record.State.Retiring ? "The environment is being deleted." : run is null ? null : run.Message ?? RunViews.WhyOpen(environment, run),
            StartedAt = run?.StartedAt,
            FinishedAt = run?.FinishedAt,
            Outputs = EnvironmentOutputs.ForPeople(record).ToJsonString(),
            Queue = record.State.Queue.Select((_, index) => Json(Waiting(record.State, index))).ToList(),
            Template = record.Launched?.Template,
            TemplateVersion = record.Launched?.Version,
            ResourceVersions = record.Launched?.Resources.ToDictionary() ?? [],
            Activities = ActivitiesOf(environment, run).GroupBy(a => a.State).ToDictionary(g => g.Key.ToString(), g => g.Count()),
        };
    }

    private static ArchivedRun Waiting(RunState state, int index)
    {
        var queued = state.Queue[index];
        return new()
        {
            Id = queued.Run, Kind = queued.Kind.ToString().ToLowerInvariant(), State = "Queued", QueuedAt = queued.RequestedAt, Message = RunViews.WhyWaiting(state, index),
        };
    }

    private static string Json(ArchivedRun run) => JsonSerializer.Serialize(run, StateJson.Options);

    private static string KindOf(RunRecord run) => run.Kind.ToString().ToLowerInvariant();

    private static string? ReasonOf(RunRecord run) => run.Reason == ReasonCode.None ? null : run.Reason.ToString();
}
