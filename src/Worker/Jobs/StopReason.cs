namespace Actors.Worker.Jobs;

/// <summary>Why a job was stopped.</summary>
internal enum StopReason
{
    /// <summary>It was not.</summary>
    None = 0,
    /// <summary>The controller asked for it.</summary>
    Cancelled,
    /// <summary>The worker itself got SIGTERM.</summary>
    Terminated,
    /// <summary>Its time is over.</summary>
    Deadline,
    /// <summary>The controller was not heard in time.</summary>
    Silence,
    /// <summary>The attempt is not this worker's any more.</summary>
    Refused,
}
