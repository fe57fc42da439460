using Actors.Contracts.Activities;

namespace Actors.Worker.Jobs;

/// <summary>The job failed, for a reason that its owner can read.</summary>
/// <param name="reason">Reason code.</param>
/// <param name="message">What failed, where, and the way out.</param>
/// <param name="exitCode">Exit code of the command that failed.</param>
/// <param name="tail">Lines of the log's end that belong to the message.</param>
internal sealed class JobFailure(ReasonCode reason, string message, int? exitCode = null, int tail = 0) : Exception(message)
{
    /// <summary>Reason code.</summary>
    public ReasonCode Reason { get; } = reason;
    /// <summary>Exit code of the command that failed.</summary>
    public int? ExitCode { get; } = exitCode;
    /// <summary>Lines of the log's end that belong to the message.</summary>
    public int Tail { get; } = tail;
    /// <summary>What the job came to all the same, for a success condition to judge; null: nothing.</summary>
    public JobOutcome? Outcome { get; init; }
}
