namespace Actors.Templates.Kinds;

/// <summary>Which cluster a container runs in.</summary>
public sealed record KubeConfigOptions
{
    /// <summary>A kubeconfig; never shown.</summary>
    public string? KubeConfig { get; init; }

    /// <summary>Whether the cluster is another one than the agent's.</summary>
    public bool? OutOfCluster { get; init; }

    /// <summary>Names the entry without its value, which may be secret.</summary>
    public override string ToString() => nameof(KubeConfigOptions);
}
