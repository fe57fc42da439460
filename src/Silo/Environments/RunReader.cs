using Actors.Contracts.Activities;
using Actors.Contracts.Api;
using Actors.Contracts.Identity;
using Actors.Contracts.Storage;
using Actors.Grains.Environments;
using Actors.Scheduling.Runs;
using Actors.Silo.Api;
using Actors.Silo.Documents;

namespace Actors.Silo.Environments;

/// <summary>Reads runs: the current one from its environment, finished ones from the archive.</summary>
internal sealed class RunReader(IRunStore archive, IStateIndex index, IGrainFactory grains)
{
    private const int MaxRuns = 200;

    /// <summary>Activities of a run.</summary>
    /// <param name="scope">The environment.</param>
    /// <param name="run">Id of the run; null: the current or latest.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The activities; empty when there was no run yet.</returns>
    /// <exception cref="ApiException">There is no such run.</exception>
    public async Task<IReadOnlyList<ActivityView>> ActivitiesAsync(EnvironmentScope scope, string? run, CancellationToken cancellationToken)
    {
        var snapshot = await scope.Grain.GetState();
        var wanted = run ?? snapshot.Run;
        if (wanted is null)
        {
            return [];
        }

        if (wanted == snapshot.Run && await scope.Grain.GetActivitiesAsync() is { Count: > 0 } current)
        {
            return current;
        }

        return await ArchivedAsync(scope, wanted, cancellationToken) is { } archived ? archived.Activities
            : wanted == snapshot.Run ? await scope.Grain.GetActivitiesAsync()
            : throw NoRun(scope, wanted);
    }

    /// <summary>A run.</summary>
    public async Task<RunDocument> RunAsync(EnvironmentScope scope, string run, CancellationToken cancellationToken)
    {
        var snapshot = await scope.Grain.GetState();
        if (run != snapshot.Run || await ArchivedAsync(scope, run, cancellationToken) is not null)
        {
            return ApiViews.Run(scope, await ArchivedAsync(scope, run, cancellationToken) ?? throw NoRun(scope, run));
        }

        return ApiViews.Run(scope, snapshot, await scope.Grain.GetActivitiesAsync());
    }

    /// <summary>The runs of an environment, newest first, at most 200.</summary>
    public async Task<IReadOnlyList<RunDocument>> RunsAsync(EnvironmentScope scope, CancellationToken cancellationToken)
    {
        var snapshot = await scope.Grain.GetState();
        var archived = (await archive.ListArchivesUnderAsync(scope.Key.Value, MaxRuns, cancellationToken)).Select(row => ApiViews.Archived(row.Value)).ToList();
        var runs = archived.Select(run => ApiViews.Run(scope, run)).ToList();
        if (snapshot.Run is not null && archived.All(run => run.Id != snapshot.Run))
        {
            runs.Insert(0, ApiViews.Run(scope, snapshot, await scope.Grain.GetActivitiesAsync()));
        }

        return runs;
    }

    /// <summary>Activities of the current or latest runs of all environments of a project. Only environments with open work are asked, and those are awake.</summary>
    public async Task<IReadOnlyList<ActivityView>> ProjectAsync(DocumentScope scope, CancellationToken cancellationToken)
    {
        var found = new List<ActivityView>();
        var query = new StateQuery { Kind = "environment", Under = scope.ProjectKey.Value };
        while (true)
        {
            var rows = await index.ListAsync(query, cancellationToken);
            foreach (var row in rows)
            {
                found.AddRange(row.Index.Open ? await grains.GetGrain<IEnvironmentGrain>(row.Key).GetActivitiesAsync() : Stored(row));
            }

            if (rows.Count < query.Limit)
            {
                return found;
            }

            query = query with { After = rows[^1].Key };
        }
    }

    /// <summary>The latest run of an environment without open work, as its stored state has it: an ended activity keeps its last view.</summary>
    private static IReadOnlyList<ActivityView> Stored(StateRow row) =>
        StateJson.Deserialize<EnvironmentRecord>(row.Payload).State.Current is { } run ? RunViews.Of(ActorKey.Parse(row.Key), run) : [];

    private static ApiException NoRun(EnvironmentScope scope, string run) => ApiException.NotFound($"Environment '{scope.Name}' has no run '{run}'.");

    private async Task<ArchivedRun?> ArchivedAsync(EnvironmentScope scope, string run, CancellationToken cancellationToken) =>
        await archive.GetArchiveAsync(scope.Key.Child(run).Value, cancellationToken) is { } json ? ApiViews.Archived(json) : null;
}
