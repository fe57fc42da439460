using System.Text.Json.Nodes;

namespace Actors.Contracts.Runtimes;

/// <summary>
/// What a template asks of the worker's pod: a driver's <c>kubeOptions</c> and the template's own patch of the pod. Engines without pods heed the read-only root file system and ignore the rest. The
/// author of a template is not trusted: the agent's configuration decides what of it is allowed.
/// </summary>
public sealed record PodOptions
{
    /// <summary>Namespace of the pod; null: the agent's.</summary>
    public string? Namespace { get; init; }
    /// <summary>Extra labels.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();
    /// <summary>Labels that the node must have.</summary>
    public IReadOnlyDictionary<string, string> NodeSelector { get; init; } = new Dictionary<string, string>();
    /// <summary>Extended resources, <c>NAME</c> or <c>NAME=QUANTITY</c> (<c>nvidia.com/gpu=2</c>); without a quantity it is 1.</summary>
    public IReadOnlyList<string> Resources { get; init; } = [];
    /// <summary>Service account of the pod; null: none, and no token of one.</summary>
    public string? ServiceAccountName { get; init; }
    /// <summary>Whether the container is privileged.</summary>
    public bool? Privileged { get; init; }
    /// <summary>Whether the root file system is read-only; null: it is.</summary>
    public bool? ReadOnlyRootFileSystem { get; init; }
    /// <summary>Tolerations, a list as in Kubernetes core/v1.</summary>
    public JsonNode? Tolerations { get; init; }
    /// <summary>Affinity as in Kubernetes core/v1.</summary>
    public JsonNode? Affinity { get; init; }
    /// <summary>Patch of the pod, an object with <c>metadata</c> and <c>spec</c> as in a PodTemplateSpec.</summary>
    public JsonNode? Template { get; init; }
    /// <summary>A kubeconfig by which the pod is created elsewhere. No agent allows it; kept to say so.</summary>
    public bool KubeConfig { get; init; }

    /// <inheritdoc/>
    public override string ToString() => "pod options";
}
