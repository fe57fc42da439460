namespace Actors.Runtimes.Kubernetes.Watching;

/// <summary>Since when a pod is what it is, as this runtime saw it, on its own monotonic clock. What is null is not so.</summary>
/// <param name="Seen">Since when it is known.</param>
/// <param name="Stuck">Since when it waits for what seldom comes.</param>
/// <param name="Dying">Since when Kubernetes says that it is over while its container is not.</param>
/// <param name="Deleting">Since when it is being deleted.</param>
internal sealed record PodTimes(TimeSpan Seen, TimeSpan? Stuck, TimeSpan? Dying, TimeSpan? Deleting)
{
    /// <summary>The times of a pod in its present state.</summary>
    public static PodTimes Of(PodTimes? before, Pods.PodState pod, TimeSpan now) => new(
        before?.Seen ?? now,
        PodVerdict.IsStuck(pod) ? before?.Stuck ?? now : null,
        pod is { Terminal: true, Running: true } ? before?.Dying ?? now : null,
        pod.Deleting ? before?.Deleting ?? now : null);
}
