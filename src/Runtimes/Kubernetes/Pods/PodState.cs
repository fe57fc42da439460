using System.Globalization;
using Actors.Contracts.Identity;
using k8s.Models;

namespace Actors.Runtimes.Kubernetes.Pods;

/// <summary>What matters of a worker's pod.</summary>
internal sealed record PodState
{
    public required AttemptId Attempt { get; init; }
    public required string Name { get; init; }
    public required string Namespace { get; init; }
    public required string Uid { get; init; }
    /// <summary>Version of the object, which only grows; 0 where the server's is no number.</summary>
    public ulong Version { get; init; }
    public PodOrder? Order { get; init; }
    /// <summary>Whether our finalizer holds it.</summary>
    public bool Held { get; init; }
    public string? Node { get; init; }
    public string Phase { get; init; } = "";
    /// <summary>Kubernetes' word for the pod's own end: <c>Evicted</c>, <c>DeadlineExceeded</c>, <c>NodeLost</c>.</summary>
    public string? Reason { get; init; }
    public string? Message { get; init; }
    /// <summary>Why it is disrupted (condition DisruptionTarget of newer clusters).</summary>
    public string? Disruption { get; init; }
    /// <summary>Whether its deletion was asked for.</summary>
    public bool Deleting { get; init; }
    /// <summary>Seconds that its deletion gives it; 0: its node has confirmed the end, or never had it.</summary>
    public long? DeletionGrace { get; init; }
    /// <summary>Seconds that it gets when something else ends it.</summary>
    public long TerminationGrace { get; init; }
    /// <summary>What the worker's container, or an init container, waits for.</summary>
    public (string Reason, string Message)? Waiting { get; init; }
    /// <summary>Why no node has it.</summary>
    public string? Unscheduled { get; init; }
    /// <summary>Whether the worker's container runs.</summary>
    public bool Running { get; init; }
    /// <summary>How the worker's container ended.</summary>
    public PodEnd? End { get; init; }
    /// <summary>How an init container failed.</summary>
    public PodEnd? InitFailure { get; init; }
    public long CpuMillis { get; init; }
    public long MemoryBytes { get; init; }

    /// <summary>Whether Kubernetes says that it is over, for whatever reason.</summary>
    public bool Terminal => Phase is "Failed" or "Succeeded";

    /// <summary>Reads a pod; null: it is no worker of this owner.</summary>
    public static PodState? Of(V1Pod pod, PodOwner owner)
    {
        if (owner.AttemptOf(pod) is not { } attempt)
            return null;
        var meta = pod.Metadata;
        var annotations = meta.Annotations ?? Empty;
        var worker = pod.Status?.ContainerStatuses?.FirstOrDefault(status => status.Name == PodLayout.Worker)?.State;
        var inits = pod.Status?.InitContainerStatuses?.Select(status => status.State).OfType<V1ContainerState>().ToList() ?? [];
        return new()
        {
            Attempt = attempt,
            Name = meta.Name,
            Namespace = meta.NamespaceProperty,
            Uid = meta.Uid,
            Version = ulong.TryParse(meta.ResourceVersion, NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0,
            Order = PodOrder.Read(annotations.TryGetValue(PodLayout.StopAnnotation, out var order) ? order : null),
            Held = meta.Finalizers?.Contains(PodLayout.Finalizer) == true,
            Node = pod.Spec?.NodeName,
            Phase = pod.Status?.Phase ?? "",
            Reason = Word(pod.Status?.Reason),
            Message = Word(pod.Status?.Message),
            Disruption = Condition(pod, "DisruptionTarget", "True")?.Reason,
            Deleting = meta.DeletionTimestamp is not null,
            DeletionGrace = meta.DeletionGracePeriodSeconds,
            TerminationGrace = pod.Spec?.TerminationGracePeriodSeconds ?? 30,
            Waiting = inits.Append(worker).Select(state => state?.Waiting).OfType<V1ContainerStateWaiting>().Where(waiting => !string.IsNullOrEmpty(waiting.Reason))
                .Select(waiting => ((string, string)?)(waiting.Reason, waiting.Message ?? "")).OrderBy(waiting => WaitingReasons.Of(waiting!.Value.Item1) is null).FirstOrDefault(),
            Unscheduled = Condition(pod, "PodScheduled", "False") is { } scheduled ? $"{scheduled.Reason}: {scheduled.Message}".TrimEnd(' ', ':') : null,
            Running = worker?.Running is not null || (pod.Status?.Phase == "Running" && worker is null or { Waiting: null, Terminated: null }),
            End = EndOf(worker?.Terminated),
            InitFailure = inits.Select(state => EndOf(state.Terminated)).FirstOrDefault(end => end is { Code: not 0 }),
            CpuMillis = Sum(pod, "cpu", 1000),
            MemoryBytes = Sum(pod, "memory", 1),
        };
    }

    private static IDictionary<string, string> Empty { get; } = new Dictionary<string, string>();

    private static string? Word(string? value) => string.IsNullOrEmpty(value) ? null : value;

    private static V1PodCondition? Condition(V1Pod pod, string type, string status) =>
        pod.Status?.Conditions?.FirstOrDefault(condition => condition.Type == type && condition.Status == status);

    // Kubernetes before 1.22 makes an empty end up for containers that it knows nothing of.
    private static PodEnd? EndOf(V1ContainerStateTerminated? end) => end is null or { ContainerID: null or "", FinishedAt: null, ExitCode: 0 }
        ? null : new(end.ExitCode, end.Signal is null or 0 ? null : end.Signal, Word(end.Reason), Word(end.Message));

    private static long Sum(V1Pod pod, string resource, int factor) => (long)Math.Ceiling((pod.Spec?.Containers ?? []).Sum(container =>
        container.Resources?.Requests is { } requests && requests.TryGetValue(resource, out var amount) ? amount.ToDecimal() * factor : 0));
}
