using Actors.Runtimes.Kubernetes.Api;
using Actors.Runtimes.Kubernetes.Pods;
using Microsoft.Extensions.Logging;

namespace Actors.Runtimes.Kubernetes.Watching;

/// <summary>Removes pods, and waits until they are gone.</summary>
internal sealed partial class PodRemover(KubernetesApi api, PodBook book, PodStopper stopper, TimeProvider time, ILogger logger)
{
    /// <summary>How long a node may take to end what runs. Its kubelet (before 1.22) does not cut a longer grace short that has begun.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(12);
    /// <summary>How long the API server may take after that, when the node is not waited for.</summary>
    private static readonly TimeSpan ForcedPatience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    /// <summary>Removes a pod, killing what still runs.</summary>
    /// <exception cref="TimeoutException">It is still there.</exception>
    public async Task RemoveAsync(PodState pod, CancellationToken cancellationToken)
    {
        if (pod.Held)
            await stopper.ReleaseAsync(pod, cancellationToken);
        // What runs is ended before its pod is gone; for what never ran there is nothing to wait for.
        var runs = pod is { Running: true, End: null } || pod is { End: not null, Terminal: false };
        var there = await api.DeletePodAsync(pod.Namespace, pod.Name, pod.Uid, runs ? 1 : 0, cancellationToken);
        if (there && !await GoneAsync(pod, Patience, cancellationToken))
        {
            LogForced(pod.Name, pod.Node);
            await api.DeletePodAsync(pod.Namespace, pod.Name, pod.Uid, 0, cancellationToken);
            if (!await GoneAsync(pod, ForcedPatience, cancellationToken))
                throw new TimeoutException($"The pod {pod.Name} in namespace {pod.Namespace} is still there although its deletion was forced: somebody's finalizer holds it.");
        }

        book.Forget(pod.Name, pod.Uid);
    }

    private async Task<bool> GoneAsync(PodState pod, TimeSpan patience, CancellationToken cancellationToken)
    {
        var pause = FirstPause;
        var ended = false;
        for (var begin = time.GetTimestamp(); ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            if (await api.GetPodAsync(pod.Namespace, pod.Name, cancellationToken) is not { } found || found.Metadata.Uid != pod.Uid)
                return true;
            var state = book.Write(found);
            // Held meanwhile: a stop was given at the same time.
            if (state is { Held: true })
                await stopper.ReleaseAsync(state, cancellationToken);
            // The node has ended it, and takes its time to clean up.
            if (!ended && state is { End: not null })
            {
                ended = true;
                await api.DeletePodAsync(pod.Namespace, pod.Name, pod.Uid, 0, cancellationToken);
                continue;
            }

            if (time.GetElapsedTime(begin) > patience)
                return false;
            await Task.Delay(pause, time, cancellationToken);
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "The node {Node} does not confirm the end of the pod {Pod}; its removal is forced.")]
    private partial void LogForced(string pod, string? node);
}
