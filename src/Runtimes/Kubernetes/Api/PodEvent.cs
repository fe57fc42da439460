using k8s.Models;

namespace Actors.Runtimes.Kubernetes.Api;

/// <summary>One line of a watch.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Pod">The pod as it is now, or was last; of a bookmark only the version says something.</param>
internal sealed record PodEvent(PodEventKind Kind, V1Pod Pod);
