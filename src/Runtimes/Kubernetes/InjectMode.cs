namespace Actors.Runtimes.Kubernetes;

/// <summary>Whether the Worker program is put into a worker's container by an init container.</summary>
public enum InjectMode
{
    /// <summary>Into images that a driver named; ours have it.</summary>
    Auto = 0,
    /// <summary>Into every image.</summary>
    Always,
    /// <summary>Into none: every image must have it at <c>/actors/worker</c>.</summary>
    Never,
}
