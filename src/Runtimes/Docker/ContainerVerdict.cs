using Actors.Contracts.Activities;
using Actors.Contracts.Runtimes;

namespace Actors.Runtimes.Docker;

/// <summary>What is known about the end of a container, and what it means.</summary>
internal sealed record ContainerVerdict
{
    /// <summary>Exit codes by which the engine's init says that the program could not be executed.</summary>
    public static bool IsInitFailure(long code) => code is NotExecutable or NotFound;

    private const int NotExecutable = 126;
    private const int NotFound = 127;
    private const int SignalBase = 128;
    private const int LastSignal = 64;
    private const int Unknown = 255;

    /// <summary>Exit code as the engine tells it: 128 + n for signal n, 255 when it does not know.</summary>
    public required long Code { get; init; }
    /// <summary>Whether the engine says that a process of it was ended for memory.</summary>
    public bool OutOfMemory { get; init; }
    /// <summary>The order to end, if there was one.</summary>
    public StopOrder? Stop { get; init; }
    /// <summary>What init said when it could not execute the program; null: it could.</summary>
    public string? InitFailure { get; init; }

    /// <summary>Adds the verdict to what is known of the worker.</summary>
    public WorkerObservation Describe(WorkerObservation worker)
    {
        int? signal = Code is > SignalBase and <= SignalBase + LastSignal ? (int)Code - SignalBase : null;
        var (reason, message) = Judge(signal);
        return worker with { Phase = WorkerPhase.Ended, Reason = reason, ExitCode = signal is null ? (int)Code : null, Signal = signal, Message = message };
    }

    // A child that was ended for memory does not end the job: with exit code 0 the job's own result counts.
    private (ReasonCode Reason, string? Message) Judge(int? signal)
    {
        var how = signal is { } number ? $"ended by signal {number}" : $"ended with exit code {Code}";
        return this switch
        {
            { Code: 0 } => (ReasonCode.None, OutOfMemory ? "A child of the worker was ended because it used more memory than its size." : null),
            { InitFailure: { } words, Stop: null } => (ReasonCode.StartError, words),
            { OutOfMemory: true } => (ReasonCode.OutOfMemory, $"The worker used more memory than its size and {how}."),
            { Stop.Reason: ReasonCode.DeadlineExceeded } => (ReasonCode.DeadlineExceeded, $"The worker's longest life was over; it {how}."),
            { Stop: not null } => (ReasonCode.Cancelled, $"The worker was asked to end; it {how}."),
            { Code: Unknown } => (ReasonCode.WorkerLost, $"The worker {how}, by which the engine says that it does not know: it or its machine was restarted."),
            _ when signal is not null => (ReasonCode.WorkerLost, $"The worker {how}, which this agent did not send."),
            _ => (ReasonCode.ExitCode, $"The worker {how}."),
        };
    }
}
