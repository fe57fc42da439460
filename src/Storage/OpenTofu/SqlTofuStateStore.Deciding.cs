using Actors.Contracts.Storage;
using Actors.Storage.Sql;

namespace Actors.Storage.OpenTofu;

/// <content>What people decide: which version becomes the current one.</content>
internal sealed partial class SqlTofuStateStore
{
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
}
