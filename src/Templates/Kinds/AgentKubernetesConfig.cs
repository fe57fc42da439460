using System.Text.Json.Nodes;

namespace Actors.Templates.Kinds;

/// <summary>Settings of an agent on a Kubernetes cluster.</summary>
public sealed record AgentKubernetesConfig
{
    /// <summary>Limits of the agent.</summary>
    public ComputeResources? Limits { get; init; }

    /// <summary>Labels that the node must have.</summary>
    public IReadOnlyDictionary<string, string> NodeSelector { get; init; } = new Dictionary<string, string>();

    /// <summary>Tolerations as in Kubernetes core/v1.</summary>
    public JsonNode? Tolerations { get; init; }

    /// <summary>Affinity as in Kubernetes core/v1.</summary>
    public JsonNode? Affinity { get; init; }
}
