using System.Text.Json.Nodes;

namespace Actors.Templates.Planning;

/// <summary>What documents ask of a worker's pod: a driver's <c>kubeOptions</c> and the resource template's <c>podTemplate</c>. Whether it is granted is the agent's to decide.</summary>
public sealed record PlannedPod
{
    /// <summary>Namespace; null: the agent's.</summary>
    public string? Namespace { get; init; }

    /// <summary>Extra labels.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>Labels that the node must have.</summary>
    public IReadOnlyDictionary<string, string> NodeSelector { get; init; } = new Dictionary<string, string>();

    /// <summary>Extended resources, <c>NAME</c> or <c>NAME=QUANTITY</c>.</summary>
    public IReadOnlyList<string> Resources { get; init; } = [];

    /// <summary>Service account; null: none.</summary>
    public string? ServiceAccountName { get; init; }

    /// <summary>Whether the container is privileged; null: not said.</summary>
    public bool? Privileged { get; init; }

    /// <summary>Whether the root file system is read-only; null: not said.</summary>
    public bool? ReadOnlyRootFileSystem { get; init; }

    /// <summary>Tolerations as in Kubernetes core/v1; null: none.</summary>
    public JsonArray? Tolerations { get; init; }

    /// <summary>Affinity as in Kubernetes core/v1; null: none.</summary>
    public JsonObject? Affinity { get; init; }

    /// <summary>Patch of the pod; null: none.</summary>
    public JsonObject? Template { get; init; }

    /// <summary>Says nothing of the content, which documents bring.</summary>
    /// <returns>A word.</returns>
    public override string ToString() => "pod";
}
