using Actors.Contracts.Identity;

namespace Actors.Contracts.Storage;

/// <summary>
/// OpenTofu states, one per resource of an environment (key <c>org/project/environment/resource</c>), each write a version.
/// A lock is owned by an attempt. Every write compares the attempt with the activity's fence in the statement that writes.
/// </summary>
public interface ITofuStateStore
{
    /// <summary>The current state; null when there is none.</summary>
    Task<byte[]?> GetAsync(string resource, CancellationToken cancellationToken);

    /// <summary>
    /// Writes a version. <paramref name="lockId"/> must be the lock that is held, when one is held. From an attempt that may not write any more the
    /// state is kept aside as a recoverable version, and <see cref="TofuStateWrite.KeptAside"/> is returned.
    /// </summary>
    Task<TofuStateWrite> PutAsync(string resource, AttemptId attempt, string? lockId, ReadOnlyMemory<byte> state, CancellationToken cancellationToken);

    /// <summary>Takes the lock for an attempt. Null: taken (or had already, by the same attempt and id); else the info of the lock that is in the way.</summary>
    Task<TofuLock?> LockAsync(string resource, AttemptId attempt, string lockId, string info, CancellationToken cancellationToken);

    /// <summary>Gives the lock back; a null id gives back whatever the attempt holds. False: another lock is held.</summary>
    Task<bool> UnlockAsync(string resource, AttemptId attempt, string? lockId, CancellationToken cancellationToken);

    /// <summary>Gives back every lock that an attempt owns.</summary>
    Task ReleaseAsync(AttemptId attempt, CancellationToken cancellationToken);

    /// <summary>The lock on a state, if any, and whether a state kept aside waits to be adopted or discarded.</summary>
    Task<TofuStateInfo> InspectAsync(string resource, CancellationToken cancellationToken);

    /// <summary>
    /// Ends the waiting of states kept aside: the newest becomes the current version, or all are discarded. Null: done; else the lock of an attempt that may
    /// still write, which is in the way: nothing was changed.
    /// </summary>
    Task<TofuLock?> ResolveKeptAsideAsync(string resource, bool adopt, CancellationToken cancellationToken);

    /// <summary>The versions of a state that are there, newest first, those kept aside among them.</summary>
    Task<IReadOnlyList<TofuStateVersion>> ListVersionsAsync(string resource, CancellationToken cancellationToken);

    /// <summary>The content of a version, also of one kept aside; null when there is none of that number.</summary>
    Task<byte[]?> GetVersionAsync(string resource, long version, CancellationToken cancellationToken);

    /// <summary>
    /// Makes a new current version with the content of an earlier one. Refused while an attempt of the environment is at work or holds the lock, while a state is kept aside, and when the current
    /// version is not <paramref name="current"/> any more.
    /// </summary>
    /// <param name="resource">Key of the state.</param>
    /// <param name="source">Number of the version that is restored.</param>
    /// <param name="current">Number of the current version, by which the content was made; 0: none.</param>
    /// <param name="by">Who restores it.</param>
    /// <param name="state">The content.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SizeLimitException">It is too large; nothing was changed.</exception>
    Task<TofuRestore> RestoreAsync(string resource, long source, long current, string by, ReadOnlyMemory<byte> state, CancellationToken cancellationToken);

    /// <summary>Takes a lock away that its attempt left behind. It stays while its attempt may still write, or when its id is not <paramref name="lockId"/>.</summary>
    /// <param name="resource">Key of the state.</param>
    /// <param name="lockId">The id that the lock must have; null: any.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<TofuUnlock> ForceUnlockAsync(string resource, string? lockId, CancellationToken cancellationToken);

    /// <summary>Keys of the states at or below a key that have a version or a lock, in their order.</summary>
    Task<IReadOnlyList<string>> ListUnderAsync(string key, CancellationToken cancellationToken);

    /// <summary>Locks at or below a key.</summary>
    Task<IReadOnlyList<TofuLock>> ListLocksUnderAsync(string key, CancellationToken cancellationToken);

    /// <summary>Deletes all states, versions and locks at or below a key.</summary>
    Task DeleteUnderAsync(string key, CancellationToken cancellationToken);
}
