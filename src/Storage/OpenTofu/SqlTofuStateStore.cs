using Actors.Contracts.Identity;
using Actors.Contracts.Storage;
using Actors.Storage.Protection;
using Actors.Storage.Sql;

namespace Actors.Storage.OpenTofu;

/// <summary>OpenTofu states, each write a version, with their locks.</summary>
internal sealed class SqlTofuStateStore(SqlDatabase database, StorageOptions options, TimeProvider clock) : ITofuStateStore
{
    public Task<byte[]?> GetAsync(string resource, CancellationToken cancellationToken) =>
        database.ReadAsync(session => session.ScalarAsync<byte[]>(
            "SELECT state FROM tofu_state WHERE resource = $resource AND aside = 0 ORDER BY version DESC LIMIT 1", ("$resource", resource)), cancellationToken);

    public Task<TofuStateWrite> PutAsync(string resource, AttemptId attempt, string? lockId, ReadOnlyMemory<byte> state, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(resource);
        if (state.Length > options.TofuStateBytes + Sealer.Overhead) throw new SizeLimitException($"The OpenTofu state of '{resource}'", options.TofuStateBytes);
        var bytes = state.ToArray();
        return database.WriteInTurnAsync(Turn(resource), async session =>
        {
            if (!await Fence.AllowsAsync(session, attempt))
            {
                await KeepAsideAsync(session, resource, attempt, bytes);
                return TofuStateWrite.KeptAside;
            }
            if (await TofuLocks.FindAsync(session, resource) is { } held && (held.Attempt != attempt || held.LockId != lockId)) return TofuStateWrite.Locked;
            await session.RunAsync($"""
                INSERT INTO tofu_state(resource, version, aside, activity, attempt, state, created)
                SELECT $resource, {NextVersion}, 0, $activity, $attempt, $state, $now WHERE {Fence.Holds(session)}
                """, ("$resource", resource), ("$state", bytes), ("$now", clock.Now()), Fence.Activity(attempt), Fence.Number(attempt));
            await PruneAsync(session, resource);
            return TofuStateWrite.Written;
        }, cancellationToken);
    }

    public Task<TofuLock?> LockAsync(string resource, AttemptId attempt, string lockId, string info, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(resource);
        ArgumentException.ThrowIfNullOrEmpty(lockId);
        return database.WriteInTurnAsync(Turn(resource), session => TofuLocks.TakeAsync(session, new(resource, attempt, lockId, info)), cancellationToken);
    }

    public Task<bool> UnlockAsync(string resource, AttemptId attempt, string? lockId, CancellationToken cancellationToken) =>
        database.WriteInTurnAsync(Turn(resource), session => TofuLocks.GiveBackAsync(session, resource, attempt, lockId), cancellationToken);

    public Task ReleaseAsync(AttemptId attempt, CancellationToken cancellationToken) =>
        database.WriteAsync(session => TofuLocks.ReleaseAsync(session, attempt), cancellationToken);

    public Task<TofuStateInfo> InspectAsync(string resource, CancellationToken cancellationToken) =>
        database.ReadAsync(async session => new TofuStateInfo(
            await session.ScalarAsync<long>("SELECT max(version) FROM tofu_state WHERE resource = $resource AND aside = 0", ("$resource", resource)),
            await TofuLocks.FindAsync(session, resource),
            (int)await session.ScalarAsync<long>("SELECT count(*) FROM tofu_state WHERE resource = $resource AND aside = 1", ("$resource", resource))), cancellationToken);

    public Task<TofuLock?> ResolveKeptAsideAsync(string resource, bool adopt, CancellationToken cancellationToken) =>
        database.WriteInTurnAsync(Turn(resource), async session =>
        {
            // Whoever holds the lock works from the current state and will write its successor.
            if (await TofuLocks.FindAsync(session, resource) is { } held && await Fence.AllowsAsync(session, held.Attempt)) return held;
            if (adopt)
            {
                await session.RunAsync($"""
                    UPDATE tofu_state SET aside = 0, version = {NextVersion}
                    WHERE resource = $resource AND version = (SELECT max(version) FROM tofu_state WHERE resource = $resource AND aside = 1)
                    """, ("$resource", resource));
            }
            await session.RunAsync("DELETE FROM tofu_state WHERE resource = $resource AND aside = 1", ("$resource", resource));
            return (TofuLock?)null;
        }, cancellationToken);

    public Task<IReadOnlyList<TofuLock>> ListLocksUnderAsync(string key, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<TofuLock>>(async session => await TofuLocks.UnderAsync(session, key), cancellationToken);

    public Task DeleteUnderAsync(string key, CancellationToken cancellationToken) =>
        database.WriteAsync(async session =>
            await session.RunAsync($"DELETE FROM tofu_state WHERE {KeyRange.Condition("resource")}", KeyRange.Under(key))
            + await session.RunAsync($"DELETE FROM tofu_lock WHERE {KeyRange.Condition("resource")}", KeyRange.Under(key)), cancellationToken);

    // A worker whose answer was lost sends again: the same state is kept once.
    private ValueTask<int> KeepAsideAsync(SqlSession session, string resource, AttemptId attempt, byte[] state) =>
        session.RunAsync($"""
            INSERT INTO tofu_state(resource, version, aside, activity, attempt, state, created)
            SELECT $resource, {NextVersion}, 1, $activity, $attempt, $state, $now
            WHERE NOT EXISTS(SELECT 1 FROM tofu_state WHERE resource = $resource AND activity = $activity AND attempt = $attempt AND state = $state)
            """, ("$resource", resource), ("$state", state), ("$now", clock.Now()), Fence.Activity(attempt), Fence.Number(attempt));

    private ValueTask<int> PruneAsync(SqlSession session, string resource) =>
        session.RunAsync("""
            DELETE FROM tofu_state WHERE resource = $resource AND aside = 0 AND version NOT IN
                (SELECT version FROM tofu_state WHERE resource = $resource AND aside = 0 ORDER BY version DESC LIMIT $keep)
            """, ("$resource", resource), ("$keep", options.TofuStateVersions));

    private static string Turn(string resource) => $"tofu {resource}";

    private const string NextVersion = "(SELECT coalesce(max(version), 0) + 1 FROM tofu_state WHERE resource = $resource)";
}
