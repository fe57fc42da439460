using System.Text;
using Actors.Contracts.Identity;
using Actors.Contracts.Storage;
using Actors.Storage.Sqlite;
using Microsoft.Extensions.Options;

namespace Actors.Storage.Runs;

/// <summary>Plans of runs that go on, archives of runs that are over.</summary>
internal sealed class SqliteRunStore(SqliteDatabase database, IOptions<SqliteStorageOptions> options) : IRunStore
{
    public Task PutPlanAsync(string run, string planJson, CancellationToken cancellationToken)
    {
        Check("plan", run, planJson);
        return database.WriteAsync(session => session.Run("INSERT INTO run_plan(run, plan) VALUES($run, $plan) ON CONFLICT DO NOTHING", ("$run", run), ("$plan", planJson)), cancellationToken);
    }

    public Task<string?> GetPlanAsync(string run, CancellationToken cancellationToken) =>
        database.ReadAsync(session => session.Scalar<string>("SELECT plan FROM run_plan WHERE run = $run", ("$run", run)), cancellationToken);

    public Task ArchiveAsync(string run, string json, CancellationToken cancellationToken)
    {
        Check("archive", run, json);
        var id = ActorKey.Parse(run).Segments[^1];
        return database.WriteAsync(session =>
            session.Run("INSERT INTO run_archive(run, id, json) VALUES($run, $id, $json) ON CONFLICT DO UPDATE SET json = $json", ("$run", run), ("$id", id), ("$json", json))
            + session.Run("DELETE FROM run_plan WHERE run = $run", ("$run", run)), cancellationToken);
    }

    public Task<string?> GetArchiveAsync(string run, CancellationToken cancellationToken) =>
        database.ReadAsync(session => session.Scalar<string>("SELECT json FROM run_archive WHERE run = $run", ("$run", run)), cancellationToken);

    public Task<IReadOnlyList<KeyValuePair<string, string>>> ListArchivesUnderAsync(string key, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        return database.ReadAsync<IReadOnlyList<KeyValuePair<string, string>>>(session => session.Query(
            $"SELECT run, json FROM run_archive WHERE {KeyRange.Condition("run")} ORDER BY id DESC, run LIMIT $limit",
            row => KeyValuePair.Create(row.GetString(0), row.GetString(1)), KeyRange.Under(key), ("$limit", limit)), cancellationToken);
    }

    public Task<IReadOnlyList<string>> ListOlderArchivesUnderAsync(string key, int keep, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(keep);
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        return database.ReadAsync<IReadOnlyList<string>>(session => session.Query(
            $"SELECT run FROM run_archive WHERE {KeyRange.Condition("run")} ORDER BY id DESC, run LIMIT $limit OFFSET $keep",
            row => row.GetString(0), KeyRange.Under(key), ("$limit", limit), ("$keep", keep)), cancellationToken);
    }

    public Task DeleteUnderAsync(string key, CancellationToken cancellationToken) =>
        database.WriteAsync(session =>
            session.Run($"DELETE FROM run_plan WHERE {KeyRange.Condition("run")}", KeyRange.Under(key))
            + session.Run($"DELETE FROM run_archive WHERE {KeyRange.Condition("run")}", KeyRange.Under(key)), cancellationToken);

    private void Check(string what, string run, string json)
    {
        if (Encoding.UTF8.GetByteCount(json) > options.Value.StateBytes) throw new SizeLimitException($"The {what} of run '{run}'", options.Value.StateBytes);
    }
}
