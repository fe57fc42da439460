using Actors.Contracts.Identity;

namespace Actors.Contracts.Storage;

/// <summary>A lock on an OpenTofu state.</summary>
/// <param name="Resource">Key of the state.</param>
/// <param name="Attempt">The attempt that owns it.</param>
/// <param name="LockId">The tool's id of the lock.</param>
/// <param name="Info">The tool's lock info, as JSON.</param>
public sealed record TofuLock(string Resource, AttemptId Attempt, string LockId, string Info)
{
    /// <summary>When it was taken (UTC); null: an older program stored it.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Whether its attempt may still write; a lock whose attempt is over stops nobody.</summary>
    public bool IsAlive { get; init; }
}
