namespace Actors.Contracts.Storage;

/// <summary>Whether an OpenTofu state was restored, or what is in the way.</summary>
public enum TofuRestoreOutcome
{
    /// <summary>It was: there is a new version.</summary>
    Restored = 0,
    /// <summary>The current version is another than the one that was looked at.</summary>
    Changed,
    /// <summary>An attempt that may still write holds the lock.</summary>
    Locked,
    /// <summary>An attempt of the environment is at work.</summary>
    AtWork,
    /// <summary>A state is kept aside, and must be adopted or discarded before.</summary>
    KeptAside,
}
