namespace Actors.Runtimes.Kubernetes;

/// <summary>When the node pulls the image of a worker.</summary>
public enum PullPolicy
{
    /// <summary>When the node does not have it.</summary>
    IfNotPresent = 0,
    /// <summary>Each time.</summary>
    Always,
    /// <summary>Never: the node must have it.</summary>
    Never,
}
