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
internal sealed class RunReader(IRunStore archive, IStateIndex index, EnvironmentNames names, IGrainFactory grains)
{
    private const int MaxRuns = 200;

    /// <summary>Activities of a run.</summary>
    /// <param name="scope">The environment.</param>
    /// <param name="run">Id of the run; null: the current or latest.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The activities; empty when there was no run yet.</returns>
    /// <exception cref="ApiException">There is no such run, or no such environment.</exception>
    public async Task<IReadOnlyList<ActivityView>> ActivitiesAsync(EnvironmentScope scope, string? run, CancellationToken cancellationToken)
    {
        var snapshot = await scope.Grain.GetState();
        var wanted = run ?? snapshot.Run;
        if (wanted is null)
        {
            await names.RequireAsync(scope, cancellationToken);
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
    /// <returns>The runs, and of those whose archive is damaged what is wrong with it.</returns>
    /// <exception cref="ApiException">There is no such environment.</exception>
    public async Task<(IReadOnlyList<RunDocument> Runs, IReadOnlyList<string> Damaged)> RunsAsync(EnvironmentScope scope, CancellationToken cancellationToken)
    {
        // The environment first: what it has archived away in between is in the archive by then.
        var known = (await scope.Grain.GetRunsAsync(null)).Select(ApiViews.Archived).ToList();
        var ids = known.Select(run => run.Id).ToHashSet(StringComparer.Ordinal);
        var stored = (await archive.ListArchivesUnderAsync(scope.Key.Value, MaxRuns, cancellationToken)).Where(row => !ids.Contains(IdOf(row))).ToList();
        if (known.Count == 0 && stored.Count == 0)
        {
            await names.RequireAsync(scope, cancellationToken);
        }

        var archived = stored.Where(row => row.Json is not null).Select(row => ApiViews.Archived(row.Json!));
        return (
            [.. known.Concat(archived).OrderByDescending(run => run.Id, StringComparer.Ordinal).Take(MaxRuns).Select(run => ApiViews.Run(scope, run))],
            [.. stored.Where(row => row.Json is null).Select(row => $"Run {IdOf(row)} is not listed, its archive is damaged. {row.Damage}")]);
    }

    /// <summary>The resources that runs of an environment had, of those that are kept.</summary>
    public async Task<IReadOnlyList<string>> ResourcesAsync(EnvironmentScope scope, CancellationToken cancellationToken) =>
        [.. (await RunsAsync(scope, cancellationToken)).Runs.SelectMany(run => run.Status.Activities ?? []).Select(activity => activity.Spec.Resource).OfType<string>().Distinct()];

    /// <summary>Activities of the current or latest runs of all environments of a project. Only environments with open work are asked, and those are awake.</summary>
    /// <returns>The activities, and of the environments whose state is damaged that they are missing.</returns>
    public async Task<(IReadOnlyList<ActivityView> Activities, IReadOnlyList<string> Damaged)> ProjectAsync(DocumentScope scope, CancellationToken cancellationToken)
    {
        var (found, damaged) = (new List<ActivityView>(), new List<string>());
        var query = new StateQuery { Kind = "environment", Under = scope.ProjectKey.Value };
        while (true)
        {
            var rows = await index.ListAsync(query, cancellationToken);
            foreach (var row in rows)
            {
                if (row.Payload is null)
                {
                    damaged.Add($"Activities of environment '{ActorKey.Parse(row.Key).Segments[^1]}' are not listed, its stored state is damaged: restore the store, or the table key_ring, from a backup.");
                    continue;
                }

                found.AddRange(row.Index.Open ? await grains.GetGrain<IEnvironmentGrain>(row.Key).GetActivitiesAsync() : Stored(row));
            }

            if (rows.Count < query.Limit)
            {
                return (found, damaged);
            }

            query = query with { After = rows[^1].Key };
        }
    }

    /// <summary>The latest run of an environment without open work, as its stored state has it: an ended activity keeps its last view.</summary>
    private static IReadOnlyList<ActivityView> Stored(StateRow row) =>
        row.Payload is { } payload && StateJson.Deserialize<EnvironmentRecord>(payload).State.Current is { } run ? RunViews.Of(ActorKey.Parse(row.Key), run) : [];

    private static string IdOf(StoredArchive row) => ActorKey.Parse(row.Run).Segments[^1];

    private async Task<ArchivedRun> FindAsync(EnvironmentScope scope, string run, CancellationToken cancellationToken)
    {
        var known = await scope.Grain.GetRunsAsync(run);
        var json = known.Count > 0 ? known[0] : await archive.GetArchiveAsync(scope.Key.Child(run).Value, cancellationToken);
        if (json is not null)
        {
            return ApiViews.Archived(json);
        }

        await names.RequireAsync(scope, cancellationToken);
        throw ApiException.NotFound($"Environment '{scope.Name}' has no run '{run}'.");
    }
}
