using System.Text;
using Actors.Contracts.Identity;
using Actors.Contracts.Storage;
using Actors.Storage.Protection;
using Microsoft.Extensions.Logging;

namespace Actors.Storage.OpenTofu;

/// <summary>OpenTofu states, sealed, all versions of them. Locks are not, nor what is listed of a version: they say who, when and how much.</summary>
internal sealed partial class SealedTofuStateStore(SqlTofuStateStore states, ISealer sealer, IInstallationStore installations, StorageOptions options, ILogger<SealedTofuStateStore> logger) : ITofuStateStore
{
    /// <summary>Purpose of the HMAC that tells a content.</summary>
    internal const string MacPurpose = "content of OpenTofu states";

    private readonly KeyedMac _mac = new(installations, MacPurpose);

    public Task<byte[]?> GetAsync(string resource, CancellationToken cancellationToken) => FindAsync(resource, null, cancellationToken);

    public async Task<TofuStateWrite> PutAsync(string resource, AttemptId attempt, string? lockId, ReadOnlyMemory<byte> state, CancellationToken cancellationToken) =>
        await states.PutAsync(resource, attempt, lockId, await SealAsync(resource, state, cancellationToken), cancellationToken);

    public Task<TofuLock?> LockAsync(string resource, AttemptId attempt, string lockId, string info, CancellationToken cancellationToken) =>
        states.LockAsync(resource, attempt, lockId, info, cancellationToken);

    public Task<bool> UnlockAsync(string resource, AttemptId attempt, string? lockId, CancellationToken cancellationToken) => states.UnlockAsync(resource, attempt, lockId, cancellationToken);

    public Task ReleaseAsync(AttemptId attempt, CancellationToken cancellationToken) => states.ReleaseAsync(attempt, cancellationToken);

    public Task<TofuStateInfo> InspectAsync(string resource, CancellationToken cancellationToken) => states.InspectAsync(resource, cancellationToken);

    public Task<TofuLock?> ResolveKeptAsideAsync(string resource, bool adopt, CancellationToken cancellationToken) => states.ResolveKeptAsideAsync(resource, adopt, cancellationToken);

    public async Task<IReadOnlyList<TofuStateVersion>> ListVersionsAsync(string resource, CancellationToken cancellationToken)
    {
        var rows = await states.ListVersionsAsync(resource, cancellationToken);
        var versions = new List<TofuStateVersion>(rows.Count);
        foreach (var row in rows) versions.Add(await DescribeAsync(resource, row, cancellationToken));
        return versions;
    }

    public Task<byte[]?> GetVersionAsync(string resource, long version, CancellationToken cancellationToken) => FindAsync(resource, version, cancellationToken);

    public async Task<TofuRestore> RestoreAsync(string resource, long source, long current, string by, ReadOnlyMemory<byte> state, CancellationToken cancellationToken) =>
        await states.RestoreAsync(resource, source, current, by, await SealAsync(resource, state, cancellationToken), cancellationToken);

    public Task<TofuUnlock> ForceUnlockAsync(string resource, string? lockId, CancellationToken cancellationToken) => states.ForceUnlockAsync(resource, lockId, cancellationToken);

    public Task<IReadOnlyList<string>> ListUnderAsync(string key, CancellationToken cancellationToken) => states.ListUnderAsync(key, cancellationToken);

    public Task<IReadOnlyList<TofuLock>> ListLocksUnderAsync(string key, CancellationToken cancellationToken) => states.ListLocksUnderAsync(key, cancellationToken);

    public Task DeleteUnderAsync(string key, CancellationToken cancellationToken) => states.DeleteUnderAsync(key, cancellationToken);

    // The seal says which resource a state belongs to, not which version: one that is adopted becomes another.
    private async Task<byte[]?> FindAsync(string resource, long? version, CancellationToken cancellationToken)
    {
        if (await states.FindAsync(resource, version, cancellationToken) is not { } stored) return null;
        var state = await sealer.OpenAsync(SealedPlace.TofuState(resource), stored.State, cancellationToken);
        // Older builds told the content of no version; all were mended before plain content was refused.
        if (stored.Mac is null ? !await sealer.RefusesPlainAsync(cancellationToken) : stored.Mac == await _mac.OfAsync(resource, state, cancellationToken)) return state;
        throw new DamagedException($"Version {stored.Version} of the OpenTofu state '{resource}' in the store is not what was written as this version: somebody changed it, or put another in its place. "
            + "Restore it from a backup of the store.");
    }

    // A version that is damaged must not hide those that could be restored instead of it.
    private async ValueTask<TofuStateVersion> DescribeAsync(string resource, TofuVersionRow row, CancellationToken cancellationToken)
    {
        try
        {
            if (row.Unknown is { } state) return TofuStateFacts.Of(await sealer.OpenAsync(SealedPlace.TofuState(resource), state, cancellationToken)).Describe(row.Version);
            return row.Version with { Sha256 = Encoding.ASCII.GetString(await sealer.OpenAsync(SealedPlace.TofuHash(resource), row.Hash!, cancellationToken)) };
        }
        catch (DamagedException error)
        {
            LogCannotBeOpened(row.Version.Version, resource, error.Message);
            return row.Version;
        }
    }

    private async ValueTask<TofuContent> SealAsync(string resource, ReadOnlyMemory<byte> state, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(resource);
        if (state.Length > options.TofuStateBytes) throw new SizeLimitException($"The OpenTofu state of '{resource}'", options.TofuStateBytes);
        var bytes = state.ToArray();
        var facts = TofuStateFacts.Of(bytes);
        return new(await sealer.SealAsync(SealedPlace.TofuState(resource), bytes, cancellationToken), facts, await _mac.OfAsync(resource, bytes, cancellationToken),
            await sealer.SealAsync(SealedPlace.TofuHash(resource), Encoding.ASCII.GetBytes(facts.Sha256), cancellationToken));
    }
}
