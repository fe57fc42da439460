using Actors.Contracts.Activities;

namespace Actors.Runtimes.Kubernetes.Pods;

/// <summary>Words by which Kubernetes says why it ended a whole pod.</summary>
internal static class StatusReasons
{
    /// <summary>The reason code; null: the word says nothing of the pod's end.</summary>
    public static ReasonCode? Of(PodState pod) => OfStatus(pod.Reason) ?? OfDisruption(pod.Disruption);

    private static ReasonCode? OfStatus(string? reason) => reason switch
    {
        null => null,
        "DeadlineExceeded" => ReasonCode.DeadlineExceeded,
        "NodeLost" or "NodeUnreachable" => ReasonCode.NodeLost,
        // The node is shut down in order, or something more important needs the place.
        "Evicted" or "Preempting" or "Preempted" or "Shutdown" or "NodeShutdown" or "Terminated" => ReasonCode.Evicted,
        // The node does not take what the scheduler gave it: another may.
        "NodeAffinity" or "NodeName" or "NodePorts" or "NodeSelectorMismatching" or "UnexpectedAdmissionError" or "TopologyAffinityError" or "PodTopologySpread" => ReasonCode.Evicted,
        _ when reason.StartsWith("OutOf", StringComparison.Ordinal) => ReasonCode.Evicted,
        _ => null,
    };

    private static ReasonCode? OfDisruption(string? reason) => reason switch
    {
        null => null,
        "DeletionByTaintManager" or "DeletionByPodGC" => ReasonCode.NodeLost,
        _ => ReasonCode.Evicted,
    };
}
