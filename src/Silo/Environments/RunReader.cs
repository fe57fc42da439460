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

        return (await FindAsync(scope, wanted, cancellationToken)).Activities;
    }

    /// <summary>A run, also one that waits its turn.</summary>
    public async Task<RunDocument> RunAsync(EnvironmentScope scope, string run, CancellationToken cancellationToken) => ApiViews.Run(scope, await FindAsync(scope, run, cancellationToken));

    /// <summary>The runs of an environment, newest first, at most 200; those that wait their turn come first, the last of them at the top.</summary>
    public async Task<IReadOnlyList<RunDocument>> RunsAsync(EnvironmentScope scope, CancellationToken cancellationToken)
    {
        // The environment first: what it has archived away in between is in the archive by then.
        var known = (await scope.Grain.GetRunsAsync(null)).Select(ApiViews.Archived).ToList();
        var ids = known.Select(run => run.Id).ToHashSet(StringComparer.Ordinal);
        var archived = (await archive.ListArchivesUnderAsync(scope.Key.Value, MaxRuns, cancellationToken)).Select(row => ApiViews.Archived(row.Value));
        return [.. known.Concat(archived.Where(run => !ids.Contains(run.Id))).OrderByDescending(run => run.Id, StringComparer.Ordinal).Take(MaxRuns).Select(run => ApiViews.Run(scope, run))];
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
        row.Payload is { } payload && StateJson.Deserialize<EnvironmentRecord>(payload).State.Current is { } run ? RunViews.Of(ActorKey.Parse(row.Key), run) : [];

    private async Task<ArchivedRun> FindAsync(EnvironmentScope scope, string run, CancellationToken cancellationToken)
    {
        var known = await scope.Grain.GetRunsAsync(run);
        var json = known.Count > 0 ? known[0] : await archive.GetArchiveAsync(scope.Key.Child(run).Value, cancellationToken);
        return json is null ? throw ApiException.NotFound($"Environment '{scope.Name}' has no run '{run}'.") : ApiViews.Archived(json);
    }
}
