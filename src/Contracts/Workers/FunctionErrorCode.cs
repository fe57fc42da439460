namespace Actors.Contracts.Workers;

/// <summary>The <c>error_code</c> of a function's answer. Any other number means <see cref="Failed"/>.</summary>
public enum FunctionErrorCode
{
    /// <summary>Not said.</summary>
    Unspecified = 0,
    /// <summary>No error: call again later, with the data of this answer.</summary>
    ExecuteAgain = 1,
    /// <summary>Failed for good.</summary>
    Failed = 2,
    /// <summary>May work when it is tried again.</summary>
    Transient = 3,
    /// <summary>Something that it needs is not there: failed for good.</summary>
    NotFound = 4,
    /// <summary>Somebody else changed a value meanwhile: may work when it is tried again.</summary>
    Conflict = 5,
}
