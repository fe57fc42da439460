using System.Text.Json.Nodes;

namespace Actors.Templates.Kinds;

/// <summary>Horizontal scaling of a function.</summary>
public sealed record FunctionHpa
{
    /// <summary>Whether it scales.</summary>
    public bool? Enabled { get; init; }

    /// <summary>Fewest replicas.</summary>
    public int? MinReplicas { get; init; }

    /// <summary>Most replicas.</summary>
    public int? MaxReplicas { get; init; }

    /// <summary>Metrics as in Kubernetes autoscaling, kept as they are.</summary>
    public JsonNode? ResourceMetrics { get; init; }
}
