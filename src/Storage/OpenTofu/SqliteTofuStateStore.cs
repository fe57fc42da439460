using Actors.Contracts.Identity;
using Actors.Contracts.Storage;
using Actors.Storage.Sqlite;
using Microsoft.Extensions.Options;

namespace Actors.Storage.OpenTofu;

/// <summary>OpenTofu states, each write a version, with their locks.</summary>
internal sealed class SqliteTofuStateStore(SqliteDatabase database, IOptions<SqliteStorageOptions> options, TimeProvider clock) : ITofuStateStore
{
    public Task<byte[]?> GetAsync(string resource, CancellationToken cancellationToken) =>
        database.ReadAsync(session => session.Scalar<byte[]>(
            "SELECT state FROM tofu_state WHERE resource = $resource AND aside = 0 ORDER BY version DESC LIMIT 1", ("$resource", resource)), cancellationToken);

    public Task<TofuStateWrite> PutAsync(string resource, AttemptId attempt, string? lockId, ReadOnlyMemory<byte> state, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(resource);
        if (state.Length > options.Value.TofuStateBytes) throw new SizeLimitException($"The OpenTofu state of '{resource}'", options.Value.TofuStateBytes);
        var bytes = state.ToArray();
        return database.WriteAsync(session =>
        {
            if (!Fence.Allows(session, attempt))
            {
                KeepAside(session, resource, attempt, bytes);
                return TofuStateWrite.KeptAside;
            }
            if (TofuLocks.Find(session, resource) is { } held && (held.Attempt != attempt || held.LockId != lockId)) return TofuStateWrite.Locked;
            session.Run($"""
                INSERT INTO tofu_state(resource, version, aside, activity, attempt, state, created)
                SELECT $resource, {NextVersion}, 0, $activity, $attempt, $state, $now WHERE {Fence.Holds}
                """, ("$resource", resource), ("$state", bytes), ("$now", clock.Now()), Fence.Activity(attempt), Fence.Number(attempt));
            Prune(session, resource);
            return TofuStateWrite.Written;
        }, cancellationToken);
    }

    public Task<TofuLock?> LockAsync(string resource, AttemptId attempt, string lockId, string info, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(resource);
        ArgumentException.ThrowIfNullOrEmpty(lockId);
        return database.WriteAsync(session => TofuLocks.Take(session, new(resource, attempt, lockId, info)), cancellationToken);
    }

    public Task<bool> UnlockAsync(string resource, AttemptId attempt, string? lockId, CancellationToken cancellationToken) =>
        database.WriteAsync(session => TofuLocks.GiveBack(session, resource, attempt, lockId), cancellationToken);

    public Task ReleaseAsync(AttemptId attempt, CancellationToken cancellationToken) =>
        database.WriteAsync(session => TofuLocks.Release(session, attempt), cancellationToken);

    public Task<TofuStateInfo> InspectAsync(string resource, CancellationToken cancellationToken) =>
        database.ReadAsync(session => new TofuStateInfo(
            session.Scalar<long>("SELECT max(version) FROM tofu_state WHERE resource = $resource AND aside = 0", ("$resource", resource)),
            TofuLocks.Find(session, resource),
            (int)session.Scalar<long>("SELECT count(*) FROM tofu_state WHERE resource = $resource AND aside = 1", ("$resource", resource))), cancellationToken);

    public Task<TofuLock?> ResolveKeptAsideAsync(string resource, bool adopt, CancellationToken cancellationToken) =>
        database.WriteAsync(session =>
        {
            // Whoever holds the lock works from the current state and will write its successor.
            if (TofuLocks.Find(session, resource) is { } held && Fence.Allows(session, held.Attempt)) return held;
            if (adopt)
            {
                session.Run($"""
                    UPDATE tofu_state SET aside = 0, version = {NextVersion}
                    WHERE resource = $resource AND version = (SELECT max(version) FROM tofu_state WHERE resource = $resource AND aside = 1)
                    """, ("$resource", resource));
            }
            session.Run("DELETE FROM tofu_state WHERE resource = $resource AND aside = 1", ("$resource", resource));
            return (TofuLock?)null;
        }, cancellationToken);

    public Task<IReadOnlyList<TofuLock>> ListLocksUnderAsync(string key, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<TofuLock>>(session => TofuLocks.Under(session, key), cancellationToken);

    public Task DeleteUnderAsync(string key, CancellationToken cancellationToken) =>
        database.WriteAsync(session =>
            session.Run($"DELETE FROM tofu_state WHERE {KeyRange.Condition("resource")}", KeyRange.Under(key))
            + session.Run($"DELETE FROM tofu_lock WHERE {KeyRange.Condition("resource")}", KeyRange.Under(key)), cancellationToken);

    // A worker whose answer was lost sends again: the same state is kept once.
    private void KeepAside(SqlSession session, string resource, AttemptId attempt, byte[] state) =>
        session.Run($"""
            INSERT INTO tofu_state(resource, version, aside, activity, attempt, state, created)
            SELECT $resource, {NextVersion}, 1, $activity, $attempt, $state, $now
            WHERE NOT EXISTS(SELECT 1 FROM tofu_state WHERE resource = $resource AND activity = $activity AND attempt = $attempt AND state = $state)
            """, ("$resource", resource), ("$state", state), ("$now", clock.Now()), Fence.Activity(attempt), Fence.Number(attempt));

    private void Prune(SqlSession session, string resource) =>
        session.Run("""
            DELETE FROM tofu_state WHERE resource = $resource AND aside = 0 AND version NOT IN
                (SELECT version FROM tofu_state WHERE resource = $resource AND aside = 0 ORDER BY version DESC LIMIT $keep)
            """, ("$resource", resource), ("$keep", options.Value.TofuStateVersions));

    private const string NextVersion = "(SELECT coalesce(max(version), 0) + 1 FROM tofu_state WHERE resource = $resource)";
}
