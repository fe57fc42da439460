using System.Globalization;
using Actors.Contracts.Identity;
using Actors.Contracts.Runtimes;
using k8s.Models;

namespace Actors.Runtimes.Kubernetes.Pods;

/// <summary>Whose pods are meant: one agent of one installation. Nothing else is seen or touched.</summary>
/// <param name="Installation">Id of the installation.</param>
/// <param name="Agent">Key of the agent.</param>
internal sealed record PodOwner(string Installation, string Agent)
{
    private readonly string _hash = WorkerName.Hash(Agent);

    /// <summary>Label selector of the agent's pods.</summary>
    public string Selector => $"{WorkerName.InstallationLabel}={Installation},{WorkerName.AgentLabel}={_hash}";

    /// <summary>The attempt whose worker the pod is; null: it is none of this agent.</summary>
    public AttemptId? AttemptOf(V1Pod pod)
    {
        var meta = pod.Metadata;
        if (meta.Labels is not { } labels || meta.Annotations is not { } annotations
            || !labels.TryGetValue(WorkerName.InstallationLabel, out var installation) || installation != Installation
            || !labels.TryGetValue(WorkerName.AgentLabel, out var agent) || agent != _hash
            || !labels.TryGetValue(WorkerName.AttemptLabel, out var label) || !int.TryParse(label, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || !annotations.TryGetValue(PodLayout.KeyAnnotation, out var activity))
            return null;
        var attempt = new AttemptId(activity, number);
        // The name is the mutex: a pod of another name is nobody's worker, whatever its labels say.
        return WorkerName.Of(Installation, attempt) == meta.Name ? attempt : null;
    }
}
