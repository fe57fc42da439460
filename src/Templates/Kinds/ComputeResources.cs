namespace Actors.Templates.Kinds;

/// <summary>CPU and memory as Kubernetes quantities.</summary>
public sealed record ComputeResources
{
    /// <summary>CPU, such as `500m`.</summary>
    public string? Cpu { get; init; }

    /// <summary>Memory, such as `256Mi`.</summary>
    public string? Memory { get; init; }
}
