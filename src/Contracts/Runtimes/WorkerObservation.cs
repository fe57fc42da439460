using Actors.Contracts.Activities;
using Actors.Contracts.Identity;

namespace Actors.Contracts.Runtimes;

/// <summary>What the engine says of a worker.</summary>
public sealed record WorkerObservation
{
    /// <summary>The attempt that the worker runs.</summary>
    public required AttemptId Attempt { get; init; }
    /// <summary>Name on the engine: <see cref="WorkerName.Of"/>.</summary>
    public required string Worker { get; init; }
    /// <summary>Phase.</summary>
    public required WorkerPhase Phase { get; init; }
    /// <summary>Why it ended or cannot start; <see cref="ReasonCode.None"/> while it lives and for exit code 0.</summary>
    public ReasonCode Reason { get; init; }
    /// <summary>The exit code, where there is one.</summary>
    public int? ExitCode { get; init; }
    /// <summary>The signal that ended it, where there is one.</summary>
    public int? Signal { get; init; }
    /// <summary>The engine's own words.</summary>
    public string? Message { get; init; }
}
