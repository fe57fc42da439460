using System.Text.Json.Nodes;
using Actors.Runtimes.Kubernetes.Api;
using Actors.Runtimes.Kubernetes.Pods;

namespace Actors.Runtimes.Kubernetes.Watching;

/// <summary>
/// Ends pods. A pod is ended by deleting it, and a deleted pod would take its exit code with it: so the order is written on it first, and a finalizer holds it until it is
/// removed. A pod that nobody stops has no finalizer, and its deletion by others waits for nobody.
/// </summary>
internal sealed class PodStopper(KubernetesApi api, PodBook book)
{
    /// <summary>SIGTERM now, SIGKILL after the order's grace. A pod that has an order keeps it.</summary>
    public async Task StopAsync(PodState pod, PodOrder order, CancellationToken cancellationToken)
    {
        // What others are deleting already takes no finalizer any more; its grace can still be shortened.
        if (pod.Order is null && !pod.Deleting)
        {
            var patch = Metadata(pod, new() { ["annotations"] = new JsonObject { [PodLayout.StopAnnotation] = order.ToString() }, ["finalizers"] = new JsonArray(PodLayout.Finalizer) });
            if (await api.PatchPodAsync(pod.Namespace, pod.Name, patch, cancellationToken) is not { } marked)
                return;
            book.Write(marked);
        }

        await api.DeletePodAsync(pod.Namespace, pod.Name, pod.Uid, (pod.Order ?? order).Grace, cancellationToken);
    }

    /// <summary>Lets a pod go that was held.</summary>
    public async Task ReleaseAsync(PodState pod, CancellationToken cancellationToken)
    {
        if (await api.PatchPodAsync(pod.Namespace, pod.Name, Metadata(pod, new() { ["$deleteFromPrimitiveList/finalizers"] = new JsonArray(PodLayout.Finalizer) }), cancellationToken) is { } free)
            book.Write(free);
    }

    // With the uid, the server refuses to patch another pod of this name.
    private static JsonObject Metadata(PodState pod, JsonObject metadata)
    {
        metadata["uid"] = pod.Uid;
        return new() { ["metadata"] = metadata };
    }
}
