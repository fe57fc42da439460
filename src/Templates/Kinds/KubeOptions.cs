using System.Text.Json.Nodes;

namespace Actors.Templates.Kinds;

/// <summary>Settings of a worker's pod.</summary>
public sealed record KubeOptions
{
    /// <summary>Namespace of the pod.</summary>
    public string? Namespace { get; init; }

    /// <summary>Extra labels.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>Labels that the node must have.</summary>
    public IReadOnlyDictionary<string, string> NodeSelector { get; init; } = new Dictionary<string, string>();

    /// <summary>Extended resources.</summary>
    public IReadOnlyList<string> Resources { get; init; } = [];

    /// <summary>Service account of the pod.</summary>
    public string? ServiceAccountName { get; init; }

    /// <summary>Security settings.</summary>
    public SecurityContext? SecurityContext { get; init; }

    /// <summary>Tolerations as in Kubernetes core/v1.</summary>
    public JsonNode? Tolerations { get; init; }

    /// <summary>Affinity as in Kubernetes core/v1.</summary>
    public JsonNode? Affinity { get; init; }
}
