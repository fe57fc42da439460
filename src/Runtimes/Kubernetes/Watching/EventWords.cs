using k8s.Models;

namespace Actors.Runtimes.Kubernetes.Watching;

/// <summary>Kubernetes' own words of a pod, for a failure message. Pure.</summary>
internal static class EventWords
{
    private const int MostEvents = 4;
    private const int LongestMessage = 400;

    // Said of every pod of some clusters, and never why one failed.
    private static readonly string[] Noise = ["MissingClusterDNS", "DNSConfigForming"];
    // Not a warning to Kubernetes, but to whoever wants to know where a pod went.
    private static readonly string[] Telling = ["TaintManagerEviction", "Preempted", "NodeNotReady", "BackOff"];

    /// <summary>The last warnings, oldest first; empty when there are none.</summary>
    public static string Of(IEnumerable<Corev1Event> events)
    {
        var words = events.Where(said => !Noise.Contains(said.Reason) && (said.Type == "Warning" || Telling.Contains(said.Reason)))
            .OrderBy(said => said.LastTimestamp ?? said.Series?.LastObservedTime ?? said.EventTime ?? said.Metadata.CreationTimestamp)
            .Select(said => $"{said.Reason}: {Short(said.Message)}")
            .Distinct().TakeLast(MostEvents).ToList();
        return words.Count == 0 ? "" : $"Kubernetes says: {string.Join("; ", words)}";
    }

    private static string Short(string? message) => (message ?? "") is { Length: > LongestMessage } text ? text[..LongestMessage] + "…" : message ?? "";
}
