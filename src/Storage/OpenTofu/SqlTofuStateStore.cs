using Actors.Contracts.Identity;
using Actors.Contracts.Storage;
using Actors.Storage.Sql;

namespace Actors.Storage.OpenTofu;

/// <summary>OpenTofu states, each write a version, with their locks.</summary>
internal sealed class SqlTofuStateStore(SqlDatabase database, StorageOptions options, TimeProvider clock)
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

    public Task<TofuLock?> LockAsync(string resource, AttemptId attempt, string lockId, string info, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(resource);
        ArgumentException.ThrowIfNullOrEmpty(lockId);
        return database.WriteInTurnAsync(Turn(resource), session => TofuLocks.TakeAsync(session, new(resource, attempt, lockId, info), clock.Now()), cancellationToken);
    }

    public Task<bool> UnlockAsync(string resource, AttemptId attempt, string? lockId, CancellationToken cancellationToken) =>
        database.WriteInTurnAsync(Turn(resource), session => TofuLocks.GiveBackAsync(session, resource, attempt, lockId), cancellationToken);

    public Task ReleaseAsync(AttemptId attempt, CancellationToken cancellationToken) =>
        database.WriteAsync(session => TofuLocks.ReleaseAsync(session, attempt), cancellationToken);

    public Task<TofuStateInfo> InspectAsync(string resource, CancellationToken cancellationToken) =>
        database.ReadAsync(async session => new TofuStateInfo(
            await TofuVersions.CurrentAsync(session, resource),
            await TofuLocks.FindAsync(session, resource),
            (int)await TofuVersions.AsideAsync(session, resource)), cancellationToken);

    public Task<TofuLock?> ResolveKeptAsideAsync(string resource, bool adopt, CancellationToken cancellationToken) =>
        database.WriteInTurnAsync(Turn(resource), async session =>
        {
            // Whoever holds the lock works from the current state and will write its successor.
            if (await TofuLocks.FindAsync(session, resource) is { IsAlive: true } held) return held;
            if (adopt) await TofuVersions.AdoptAsync(session, resource, clock.Now());
            await session.RunAsync("DELETE FROM tofu_state WHERE resource = $resource AND aside = 1", ("$resource", resource));
            await TofuVersions.PruneAsync(session, resource, options.TofuStateVersions);
            return (TofuLock?)null;
        }, cancellationToken);

    /// <summary>All versions, newest first.</summary>
    public Task<List<TofuVersionRow>> ListVersionsAsync(string resource, CancellationToken cancellationToken) =>
        database.ReadAsync(session => TofuVersions.RowsAsync(session, resource), cancellationToken);

    public Task<TofuRestore> RestoreAsync(string resource, long source, long current, string by, TofuContent state, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(resource);
        ArgumentException.ThrowIfNullOrEmpty(by);
        CheckSize(resource, state);
        return database.WriteInTurnAsync(Turn(resource), async session =>
        {
            if (await TofuLocks.FindAsync(session, resource) is { IsAlive: true } held) return new(TofuRestoreOutcome.Locked, Attempt: held.Attempt);
            if (await Fence.AnyUnderAsync(session, resource[..resource.LastIndexOf('/')]) is { } attempt) return new(TofuRestoreOutcome.AtWork, Attempt: attempt);
            if (await TofuVersions.AsideAsync(session, resource) > 0) return new(TofuRestoreOutcome.KeptAside);
            if (await TofuVersions.CurrentAsync(session, resource) != current) return new(TofuRestoreOutcome.Changed);
            var version = await session.ScalarAsync<long>($"""
                INSERT INTO tofu_state(resource, version, aside, activity, attempt, state, created)
                SELECT $resource, {TofuVersions.Next}, 0, '', 0, $state, $now RETURNING version
                """, ("$resource", resource), ("$state", state.Stored), ("$now", clock.Now()));
            await TofuVersions.DescribeAsync(session, resource, version, state, clock.Now(), source, by);
            await TofuVersions.PruneAsync(session, resource, options.TofuStateVersions);
            return new TofuRestore(TofuRestoreOutcome.Restored, version);
        }, cancellationToken);
    }

    public Task<TofuLock?> ForceUnlockAsync(string resource, string? lockId, CancellationToken cancellationToken) =>
        database.WriteInTurnAsync(Turn(resource), async session =>
        {
            if (await TofuLocks.FindAsync(session, resource) is not { } held) return null;
            if (held.IsAlive || (lockId is not null && lockId != held.LockId)) return held;
            await TofuLocks.GiveBackAsync(session, resource, held.Attempt, held.LockId);
            return (TofuLock?)null;
        }, cancellationToken);

    public Task<IReadOnlyList<string>> ListUnderAsync(string key, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<string>>(async session => await session.QueryAsync($"""
            SELECT resource FROM tofu_state WHERE {KeyRange.Condition("resource")} UNION SELECT resource FROM tofu_lock WHERE {KeyRange.Condition("resource")} ORDER BY resource
            """, row => row.GetString(0), KeyRange.Under(key)), cancellationToken);

    public Task<IReadOnlyList<TofuLock>> ListLocksUnderAsync(string key, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<TofuLock>>(async session => await TofuLocks.UnderAsync(session, key), cancellationToken);

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

    private static string Turn(string resource) => $"tofu {resource}";
}
