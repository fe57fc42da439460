namespace Actors.Contracts.Storage;

/// <summary>Outcome of writing an OpenTofu state.</summary>
public enum TofuStateWrite
{
    /// <summary>It is the current state now.</summary>
    Written = 0,
    /// <summary>Another lock is held; nothing was written.</summary>
    Locked,
    /// <summary>The attempt is over: it was kept aside.</summary>
    KeptAside,
}
