using Actors.Contracts.Identity;
using Actors.Contracts.Storage;
using Actors.Storage.Sql;

namespace Actors.Storage.OpenTofu;

/// <summary>OpenTofu states, each write a version, with their locks.</summary>
internal sealed partial class SqlTofuStateStore(SqlDatabase database, StorageOptions options, TimeProvider clock)
{
    /// <summary>A version, or the current one without a number.</summary>
    public Task<TofuStored?> FindAsync(string resource, long? version, CancellationToken cancellationToken) =>
        database.ReadAsync(session => TofuVersions.FindAsync(session, resource, version), cancellationToken);

    public Task<TofuStateWrite> PutAsync(string resource, AttemptId attempt, string? lockId, TofuContent state, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(resource);
        CheckSize(resource, state);
        return database.WriteInTurnAsync(Turn(resource), async session =>
        {
            if (!await Fence.AllowsAsync(session, attempt))
            {
                // A worker whose answer was lost sends again: the same state is kept once.
                if (!await TofuVersions.HasAsync(session, resource, attempt, state)) await InsertAsync(session, resource, attempt, state, aside: 1, "1 = 1");
                return TofuStateWrite.KeptAside;
            }
            if (await TofuLocks.FindAsync(session, resource) is { } held && (held.Attempt != attempt || held.LockId != lockId)) return TofuStateWrite.Locked;
            await InsertAsync(session, resource, attempt, state, aside: 0, Fence.Holds(session));
            await TofuVersions.PruneAsync(session, resource, options.TofuStateVersions);
            return TofuStateWrite.Written;
        }, cancellationToken);
    }

    public Task<TofuStateInfo> InspectAsync(string resource, CancellationToken cancellationToken) =>
        database.ReadAsync(async session => new TofuStateInfo(
            await TofuVersions.CurrentAsync(session, resource),
            await TofuLocks.FindAsync(session, resource),
            (int)await TofuVersions.AsideAsync(session, resource)), cancellationToken);

    /// <summary>All versions, newest first.</summary>
    public Task<List<TofuVersionRow>> ListVersionsAsync(string resource, CancellationToken cancellationToken) =>
        database.ReadAsync(session => TofuVersions.RowsAsync(session, resource), cancellationToken);

    public Task<IReadOnlyList<string>> ListUnderAsync(string key, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<string>>(async session => await session.QueryAsync($"""
            SELECT resource FROM tofu_state WHERE {KeyRange.Condition("resource")} UNION SELECT resource FROM tofu_lock WHERE {KeyRange.Condition("resource")} ORDER BY resource
            """, row => row.GetString(0), KeyRange.Under(key)), cancellationToken);

    public Task DeleteUnderAsync(string key, CancellationToken cancellationToken) =>
        database.WriteAsync(async session =>
            await session.RunAsync($"DELETE FROM tofu_state WHERE {KeyRange.Condition("resource")}", KeyRange.Under(key))
            + await session.RunAsync($"DELETE FROM tofu_lock WHERE {KeyRange.Condition("resource")}", KeyRange.Under(key)), cancellationToken);

    private async ValueTask InsertAsync(SqlSession session, string resource, AttemptId attempt, TofuContent state, long aside, string condition)
    {
        var version = await session.ScalarAsync<long>($"""
            INSERT INTO tofu_state(resource, version, aside, activity, attempt, state, created)
            SELECT $resource, {TofuVersions.Next}, $aside, $activity, $attempt, $state, $now WHERE {condition} RETURNING version
            """, ("$resource", resource), ("$aside", aside), ("$state", state.Stored), ("$now", clock.Now()), Fence.Activity(attempt), Fence.Number(attempt));
        if (version > 0) await TofuVersions.DescribeAsync(session, resource, version, state, clock.Now());
    }

    private void CheckSize(string resource, TofuContent state)
    {
        if (state.Facts.Bytes > options.TofuStateBytes) throw new SizeLimitException($"The OpenTofu state of '{resource}'", options.TofuStateBytes);
    }

    /// <summary>Name of the turn in which a state is written.</summary>
    internal static string Turn(string resource) => $"tofu {resource}";
}
