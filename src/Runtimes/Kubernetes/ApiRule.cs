namespace Actors.Runtimes.Kubernetes;

/// <summary>One right that the runtime needs of the API server: a verb on a resource.</summary>
/// <param name="Resource">Resource, with its sub-resource: <c>pods/log</c>.</param>
/// <param name="Verb">Verb of Kubernetes' RBAC.</param>
/// <param name="Why">What it is for.</param>
public sealed record ApiRule(string Resource, string Verb, string Why)
{
    /// <summary>Whether the runtime also works without it, and says what it does not know.</summary>
    public bool Optional { get; init; }

    /// <summary>Whether it is a right on the cluster (ClusterRole), not in a namespace.</summary>
    public bool ClusterWide { get; init; }
}
