namespace Actors.Runtimes.Kubernetes.Api;

/// <summary>What a line of a watch says.</summary>
internal enum PodEventKind
{
    /// <summary>The pod is new or changed.</summary>
    Changed,
    /// <summary>The pod is gone.</summary>
    Deleted,
    /// <summary>Nothing happened up to this version.</summary>
    Bookmark,
}
