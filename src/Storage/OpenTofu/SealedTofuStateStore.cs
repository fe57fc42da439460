using Actors.Contracts.Identity;
using Actors.Contracts.Storage;
using Actors.Storage.Protection;

namespace Actors.Storage.OpenTofu;

/// <summary>OpenTofu states, sealed, all versions of them. Locks are not, nor what is listed of a version: they say who, when and how much, and nothing of what is in the state.</summary>
internal sealed class SealedTofuStateStore(SqlTofuStateStore states, ISealer sealer, StorageOptions options) : ITofuStateStore
{
    public async Task<byte[]?> GetAsync(string resource, CancellationToken cancellationToken) =>
        await states.GetAsync(resource, cancellationToken) is { } stored ? await sealer.OpenAsync(SealedPlace.TofuState(resource), stored, cancellationToken) : null;

    public async Task<TofuStateWrite> PutAsync(string resource, AttemptId attempt, string? lockId, ReadOnlyMemory<byte> state, CancellationToken cancellationToken) =>
        await states.PutAsync(resource, attempt, lockId, await SealAsync(resource, state, cancellationToken), cancellationToken);

    public Task<TofuLock?> LockAsync(string resource, AttemptId attempt, string lockId, string info, CancellationToken cancellationToken) =>
        states.LockAsync(resource, attempt, lockId, info, cancellationToken);

    public Task<bool> UnlockAsync(string resource, AttemptId attempt, string? lockId, CancellationToken cancellationToken) => states.UnlockAsync(resource, attempt, lockId, cancellationToken);

    public Task ReleaseAsync(AttemptId attempt, CancellationToken cancellationToken) => states.ReleaseAsync(attempt, cancellationToken);

    public Task<TofuStateInfo> InspectAsync(string resource, CancellationToken cancellationToken) => states.InspectAsync(resource, cancellationToken);

    public Task<TofuLock?> ResolveKeptAsideAsync(string resource, bool adopt, CancellationToken cancellationToken) => states.ResolveKeptAsideAsync(resource, adopt, cancellationToken);

    public Task<IReadOnlyList<TofuStateVersion>> ListVersionsAsync(string resource, CancellationToken cancellationToken) =>
        states.ListVersionsAsync(resource, stored => sealer.OpenAsync(SealedPlace.TofuState(resource), stored, cancellationToken), cancellationToken);

    public async Task<byte[]?> GetVersionAsync(string resource, long version, CancellationToken cancellationToken) =>
        await states.GetVersionAsync(resource, version, cancellationToken) is { } stored ? await sealer.OpenAsync(SealedPlace.TofuState(resource), stored, cancellationToken) : null;

    public async Task<TofuRestore> RestoreAsync(string resource, long source, long current, string by, ReadOnlyMemory<byte> state, CancellationToken cancellationToken) =>
        await states.RestoreAsync(resource, source, current, by, await SealAsync(resource, state, cancellationToken), cancellationToken);

    public Task<TofuUnlock> ForceUnlockAsync(string resource, string? lockId, CancellationToken cancellationToken) => states.ForceUnlockAsync(resource, lockId, cancellationToken);

    public Task<IReadOnlyList<string>> ListUnderAsync(string key, CancellationToken cancellationToken) => states.ListUnderAsync(key, cancellationToken);

    public Task<IReadOnlyList<TofuLock>> ListLocksUnderAsync(string key, CancellationToken cancellationToken) => states.ListLocksUnderAsync(key, cancellationToken);

    public Task DeleteUnderAsync(string key, CancellationToken cancellationToken) => states.DeleteUnderAsync(key, cancellationToken);

    private async ValueTask<TofuContent> SealAsync(string resource, ReadOnlyMemory<byte> state, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(resource);
        if (state.Length > options.TofuStateBytes) throw new SizeLimitException($"The OpenTofu state of '{resource}'", options.TofuStateBytes);
        var bytes = state.ToArray();
        return new(await sealer.SealAsync(SealedPlace.TofuState(resource), bytes, cancellationToken), TofuStateFacts.Of(bytes));
    }
}
