using Actors.Contracts.Activities;
using Actors.Contracts.Runtimes;
using Actors.Runtimes.Kubernetes.Pods;

namespace Actors.Runtimes.Kubernetes.Watching;

/// <summary>What the end of a worker's pod means. Pure.</summary>
internal static class PodExit
{
    private const int SignalBase = 128;
    private const int LastSignal = 64;

    /// <summary>Adds the verdict to what is known of the worker.</summary>
    public static WorkerObservation Describe(PodState pod, WorkerObservation worker)
    {
        var (reason, message) = Judge(pod);
        var end = reason == ReasonCode.StartError ? null : pod.End;
        return worker with { Phase = WorkerPhase.Ended, Reason = reason, ExitCode = end is null ? null : Code(end), Signal = end is null ? null : Signal(end), Message = message };
    }

    /// <summary>The signal that ended it, if one did.</summary>
    public static int? Signal(PodEnd end) => end.Signal ?? (end.Code is > SignalBase and <= SignalBase + LastSignal ? end.Code - SignalBase : null);

    /// <summary>The exit code, unless a signal ended it.</summary>
    public static int? Code(PodEnd end) => Signal(end) is null ? end.Code : null;

    /// <summary>For messages.</summary>
    public static string How(PodEnd? end) => end is null ? "was killed" : Signal(end) is { } signal ? $"ended by signal {signal}" : $"ended with exit code {end.Code}";

    private static (ReasonCode Reason, string? Message) Judge(PodState pod)
    {
        var how = How(pod.End);
        var words = pod.Message is { } said ? $" {said.TrimEnd('.')}." : "";
        return pod switch
        {
            { End: { Code: 0, Signal: null } } => (ReasonCode.None, pod.End.Reason == "OOMKilled" ? "A child of the worker was ended because it used more memory than its size." : null),
            { Order: { Reason: not ReasonCode.Cancelled } order } => (order.Reason, order.Message),
            { InitFailure: { } failure, End: null, Order: null } => (ReasonCode.StartError, $"The Worker program was not put into the pod; the init container {How(failure)}: {failure.Message}"),
            { End.Reason: "StartError" or "ContainerCannotRun", Order: null } => (ReasonCode.StartError, $"The worker's program could not be executed: {pod.End!.Message}"),
            { End.Reason: "OOMKilled" } => (ReasonCode.OutOfMemory, $"The worker used more memory than its size and {how}."),
            _ when StatusReasons.Of(pod) is ReasonCode.DeadlineExceeded => (ReasonCode.DeadlineExceeded, $"The worker's longest life was over; it {how}."),
            { Order: not null } => (ReasonCode.Cancelled, $"The worker was asked to end; it {how}."),
            _ when StatusReasons.Of(pod) is { } reason => (reason, $"{pod.Reason ?? pod.Disruption}:{words} The worker {how}."),
            { Deleting: true } => (ReasonCode.Deleted, $"The pod {pod.Name} is being deleted, not by this agent; the worker {how}.{words}"),
            { End: null } => (ReasonCode.WorkerLost, $"The pod {pod.Name} is over ({pod.Phase}) and says no exit code.{words}"),
            { End.Reason: "ContainerStatusUnknown" } => (ReasonCode.WorkerLost, $"The node does not know how the worker ended: {pod.End.Message}"),
            _ when Signal(pod.End) is not null => (ReasonCode.WorkerLost, $"The worker {how}, which this agent did not send.{words}"),
            _ => (ReasonCode.ExitCode, $"The worker {how}."),
        };
    }
}
