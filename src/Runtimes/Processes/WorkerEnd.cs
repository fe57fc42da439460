using Actors.Contracts.Activities;
using Actors.Contracts.Runtimes;

namespace Actors.Runtimes.Processes;

/// <summary>What is known about the end of a worker, and what it means.</summary>
/// <param name="Code">Exit code as a shell tells it; null when the supervisor is gone without a word.</param>
/// <param name="StartFailed">Whether the program could not be executed.</param>
/// <param name="Stop">The order to end, if there was one.</param>
/// <param name="OutOfMemoryKills">Processes that were ended for memory.</param>
internal sealed record WorkerEnd(int? Code, bool StartFailed, StopOrder? Stop, long OutOfMemoryKills)
{
    private const int SignalBase = 128;
    private const int LastSignal = 64;

    /// <summary>Adds the verdict to what is known of the worker.</summary>
    public WorkerObservation Describe(WorkerObservation worker)
    {
        var signal = Code is > SignalBase and <= SignalBase + LastSignal ? Code - SignalBase : null;
        var (reason, message) = Judge(signal);
        return worker with
        {
            Phase = WorkerPhase.Ended,
            Reason = reason,
            ExitCode = signal is null ? Code : null,
            Signal = signal,
            Message = message,
        };
    }

    private (ReasonCode Reason, string? Message) Judge(int? signal)
    {
        var how = signal is { } number ? $"ended by signal {number}" : $"ended with exit code {Code}";
        return this switch
        {
            { Code: 0 } => (ReasonCode.None, OutOfMemoryKills > 0 ? "A child of the worker was ended because it used more memory than its size." : null),
            { StartFailed: true, Stop: null } => (ReasonCode.StartError, "The worker's program could not be executed; the end of its output says why."),
            { OutOfMemoryKills: > 0 } => (ReasonCode.OutOfMemory, $"The worker used more memory than its size and {(Code is null ? "ended" : how)}."),
            { Stop.Reason: ReasonCode.DeadlineExceeded } => (ReasonCode.DeadlineExceeded, $"The worker's longest life was over; it {(Code is null ? "was killed" : how)}."),
            { Stop: not null } => (ReasonCode.Cancelled, $"The worker was asked to end; it {(Code is null ? "was killed" : how)}."),
            { Code: null } => (ReasonCode.WorkerLost, "The worker and its supervisor are gone without an exit code: they were killed, or the machine was restarted."),
            _ when signal is not null => (ReasonCode.WorkerLost, $"The worker {how}, which nobody here sent."),
            _ => (ReasonCode.ExitCode, $"The worker {how}."),
        };
    }
}
