using Actors.Contracts.Identity;
using Actors.Contracts.Storage;
using Actors.Storage.Protection;
using Actors.Storage.Sql;

namespace Actors.Storage.OpenTofu;

/// <summary>OpenTofu states, sealed, all versions of them. Locks are not: they say who, and nothing of the state.</summary>
internal sealed class SealedTofuStateStore(SqlTofuStateStore states, SqlDatabase database, ISealer sealer, StorageOptions options) : ITofuStateStore
{
    public async Task<byte[]?> GetAsync(string resource, CancellationToken cancellationToken) =>
        await states.GetAsync(resource, cancellationToken) is { } stored ? await sealer.OpenAsync(SealedPlace.TofuState(resource), stored, cancellationToken) : null;

    public async Task<TofuStateWrite> PutAsync(string resource, AttemptId attempt, string? lockId, ReadOnlyMemory<byte> state, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(resource);
        if (state.Length > options.TofuStateBytes) throw new SizeLimitException($"The OpenTofu state of '{resource}'", options.TofuStateBytes);
        return await states.PutAsync(resource, attempt, lockId, await SealAsync(resource, attempt, state.ToArray(), cancellationToken), cancellationToken);
    }

    public Task<TofuLock?> LockAsync(string resource, AttemptId attempt, string lockId, string info, CancellationToken cancellationToken) =>
        states.LockAsync(resource, attempt, lockId, info, cancellationToken);

    public Task<bool> UnlockAsync(string resource, AttemptId attempt, string? lockId, CancellationToken cancellationToken) => states.UnlockAsync(resource, attempt, lockId, cancellationToken);

    public Task ReleaseAsync(AttemptId attempt, CancellationToken cancellationToken) => states.ReleaseAsync(attempt, cancellationToken);

    public Task<TofuStateInfo> InspectAsync(string resource, CancellationToken cancellationToken) => states.InspectAsync(resource, cancellationToken);

    public Task<TofuLock?> ResolveKeptAsideAsync(string resource, bool adopt, CancellationToken cancellationToken) => states.ResolveKeptAsideAsync(resource, adopt, cancellationToken);

    public Task<IReadOnlyList<TofuLock>> ListLocksUnderAsync(string key, CancellationToken cancellationToken) => states.ListLocksUnderAsync(key, cancellationToken);

    public Task DeleteUnderAsync(string key, CancellationToken cancellationToken) => states.DeleteUnderAsync(key, cancellationToken);

    // A worker whose answer was lost sends the same again. Sealed anew it would not be the same to the store, which keeps it aside once only.
    private async ValueTask<byte[]> SealAsync(string resource, AttemptId attempt, byte[] state, CancellationToken cancellationToken)
    {
        var last = await database.ReadAsync(session => session.ScalarAsync<byte[]>(
            "SELECT state FROM tofu_state WHERE resource = $resource AND activity = $activity AND attempt = $attempt ORDER BY version DESC LIMIT 1",
            ("$resource", resource), Fence.Activity(attempt), Fence.Number(attempt)), cancellationToken);
        var place = SealedPlace.TofuState(resource);
        return last?.Length == state.Length + Sealer.Overhead && (await sealer.OpenAsync(place, last, cancellationToken)).AsSpan().SequenceEqual(state) ? last
            : await sealer.SealAsync(place, state, cancellationToken);
    }
}
