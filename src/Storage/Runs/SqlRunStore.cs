using System.Text;
using Actors.Contracts.Identity;
using Actors.Contracts.Storage;
using Actors.Storage.Sql;

namespace Actors.Storage.Runs;

/// <summary>Plans of runs that go on, archives of runs that are over.</summary>
internal sealed class SqlRunStore(SqlDatabase database, StorageOptions options) : IRunStore
{
    public Task PutPlanAsync(string run, string planJson, CancellationToken cancellationToken)
    {
        Check("plan", run, planJson);
        return database.WriteAsync(session => session.RunAsync("INSERT INTO run_plan(run, plan) VALUES($run, $plan) ON CONFLICT DO NOTHING", ("$run", run), ("$plan", planJson)), cancellationToken);
    }

    public Task<string?> GetPlanAsync(string run, CancellationToken cancellationToken) =>
        database.ReadAsync(session => session.ScalarAsync<string>("SELECT plan FROM run_plan WHERE run = $run", ("$run", run)), cancellationToken);

    public Task ArchiveAsync(string run, string json, CancellationToken cancellationToken)
    {
        Check("archive", run, json);
        var id = ActorKey.Parse(run).Segments[^1];
        return database.WriteAsync(async session =>
            await session.RunAsync("INSERT INTO run_archive(run, id, json) VALUES($run, $id, $json) ON CONFLICT(run) DO UPDATE SET json = $json", ("$run", run), ("$id", id), ("$json", json))
            + await session.RunAsync("DELETE FROM run_plan WHERE run = $run", ("$run", run)), cancellationToken);
    }

    public Task<string?> GetArchiveAsync(string run, CancellationToken cancellationToken) =>
        database.ReadAsync(session => session.ScalarAsync<string>("SELECT json FROM run_archive WHERE run = $run", ("$run", run)), cancellationToken);

    public Task<IReadOnlyList<KeyValuePair<string, string>>> ListArchivesUnderAsync(string key, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        return database.ReadAsync<IReadOnlyList<KeyValuePair<string, string>>>(async session => await session.QueryAsync(
            $"SELECT run, json FROM run_archive WHERE {KeyRange.Condition("run")} ORDER BY id DESC, run LIMIT $limit",
            row => KeyValuePair.Create(row.GetString(0), row.GetString(1)), KeyRange.Under(key), ("$limit", limit)), cancellationToken);
    }

    public Task<IReadOnlyList<string>> ListOlderArchivesUnderAsync(string key, int keep, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(keep);
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        return database.ReadAsync<IReadOnlyList<string>>(async session => await session.QueryAsync(
            $"SELECT run FROM run_archive WHERE {KeyRange.Condition("run")} ORDER BY id DESC, run LIMIT $limit OFFSET $keep",
            row => row.GetString(0), KeyRange.Under(key), ("$limit", limit), ("$keep", keep)), cancellationToken);
    }

    public Task DeleteUnderAsync(string key, CancellationToken cancellationToken) =>
        database.WriteAsync(async session =>
            await session.RunAsync($"DELETE FROM run_plan WHERE {KeyRange.Condition("run")}", KeyRange.Under(key))
            + await session.RunAsync($"DELETE FROM run_archive WHERE {KeyRange.Condition("run")}", KeyRange.Under(key)), cancellationToken);

    private void Check(string what, string run, string json)
    {
        if (Encoding.UTF8.GetByteCount(json) > options.StateBytes) throw new SizeLimitException($"The {what} of run '{run}'", options.StateBytes);
    }
}
