using System.Text;
using Actors.Contracts.Identity;
using Actors.Contracts.Storage;
using Actors.Storage.Protection;
using Actors.Storage.Sql;
using Microsoft.Extensions.Logging;

namespace Actors.Storage.Runs;

/// <summary>Plans of runs that go on, archives of runs that are over, both sealed.</summary>
internal sealed partial class SqlRunStore(SqlDatabase database, ISealer sealer, StorageOptions options, ILogger<SqlRunStore> logger) : IRunStore
{
    public async Task PutPlanAsync(string run, string planJson, CancellationToken cancellationToken)
    {
        var plan = await sealer.SealAsync(SealedPlace.Plan(run), Checked("plan", run, planJson), cancellationToken);
        await database.WriteAsync(session => session.RunAsync("INSERT INTO run_plan(run, plan) VALUES($run, $plan) ON CONFLICT DO NOTHING", ("$run", run), ("$plan", plan)), cancellationToken);
    }

    public async Task<string?> GetPlanAsync(string run, CancellationToken cancellationToken) =>
        await OpenAsync(SealedPlace.Plan(run), await database.ReadAsync(session => session.ScalarAsync<byte[]>("SELECT plan FROM run_plan WHERE run = $run", ("$run", run)), cancellationToken), cancellationToken);

    public async Task ArchiveAsync(string run, string json, CancellationToken cancellationToken)
    {
        var archive = await sealer.SealAsync(SealedPlace.Archive(run), Checked("archive", run, json), cancellationToken);
        var id = ActorKey.Parse(run).Segments[^1];
        await database.WriteAsync(async session =>
            await session.RunAsync("INSERT INTO run_archive(run, id, json) VALUES($run, $id, $json) ON CONFLICT(run) DO UPDATE SET json = $json", ("$run", run), ("$id", id), ("$json", archive))
            + await session.RunAsync("DELETE FROM run_plan WHERE run = $run", ("$run", run)), cancellationToken);
    }

    public async Task<string?> GetArchiveAsync(string run, CancellationToken cancellationToken) =>
        await OpenAsync(SealedPlace.Archive(run), await database.ReadAsync(session => session.ScalarAsync<byte[]>("SELECT json FROM run_archive WHERE run = $run", ("$run", run)), cancellationToken), cancellationToken);

    public async Task<IReadOnlyList<StoredArchive>> ListArchivesUnderAsync(string key, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        var rows = await database.ReadAsync(session => session.QueryAsync(
            $"SELECT run, json FROM run_archive WHERE {KeyRange.Condition("run")} ORDER BY id DESC, run LIMIT $limit",
            row => (Run: row.GetString(0), Json: row.GetFieldValue<byte[]>(1)), KeyRange.Under(key), ("$limit", limit)), cancellationToken);
        var archives = new List<StoredArchive>(rows.Count);
        foreach (var (run, json) in rows) archives.Add(await ArchiveOfAsync(run, json, cancellationToken));
        return archives;
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

    // One that is damaged must not hide all the others.
    private async ValueTask<StoredArchive> ArchiveOfAsync(string run, byte[] json, CancellationToken cancellationToken)
    {
        try
        {
            return new(run, await OpenAsync(SealedPlace.Archive(run), json, cancellationToken));
        }
        catch (DamagedException error)
        {
            LogCannotBeOpened(run, error.Message);
            return new(run, null) { Damage = error.Message };
        }
    }

    private byte[] Checked(string what, string run, string json)
    {
        var bytes = Encoding.UTF8.GetBytes(json);
        return bytes.Length <= options.StateBytes ? bytes : throw new SizeLimitException($"The {what} of run '{run}'", options.StateBytes);
    }

    private async ValueTask<string?> OpenAsync(SealedPlace place, byte[]? stored, CancellationToken cancellationToken) =>
        stored is null ? null : Encoding.UTF8.GetString(await sealer.OpenAsync(place, stored, cancellationToken));
}
