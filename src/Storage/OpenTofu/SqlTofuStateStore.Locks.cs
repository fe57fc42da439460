using Actors.Contracts.Identity;
using Actors.Contracts.Storage;
using Actors.Storage.Sql;

namespace Actors.Storage.OpenTofu;

/// <content>Locks.</content>
internal sealed partial class SqlTofuStateStore
{
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

    public Task<TofuUnlock> ForceUnlockAsync(string resource, string? lockId, CancellationToken cancellationToken) =>
        database.WriteInTurnAsync(Turn(resource), async session =>
        {
            if (await TofuLocks.FindAsync(session, resource) is not { } held) return new(null, null);
            if (held.IsAlive || (lockId is not null && lockId != held.LockId)) return new(null, held);
            await TofuLocks.GiveBackAsync(session, resource, held.Attempt, held.LockId);
            return new TofuUnlock(held, null);
        }, cancellationToken);

    public Task<IReadOnlyList<TofuLock>> ListLocksUnderAsync(string key, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<TofuLock>>(async session => await TofuLocks.UnderAsync(session, key), cancellationToken);
}
