namespace Actors.Contracts.Storage;

/// <summary>Outcome of writing or deleting a value that functions keep.</summary>
public enum FunctionStateWrite
{
    /// <summary>Done.</summary>
    Written = 0,
    /// <summary>Another version is there; nothing was written.</summary>
    Conflict,
    /// <summary>There was nothing to delete.</summary>
    NotFound,
    /// <summary>The scope has as many keys as it may have; nothing was written.</summary>
    Full,
    /// <summary>The attempt is over; nothing was written.</summary>
    Over,
}
