using Actors.Contracts.Runtimes;
using Actors.Runtimes.Kubernetes.Pods;

namespace Actors.Runtimes.Kubernetes.Watching;

/// <summary>What a pod's state means now.</summary>
/// <param name="Observation">What is told.</param>
/// <param name="Again">When it may mean something else although nothing happened; null: never.</param>
/// <param name="Order">The pod is to be ended, for this reason.</param>
internal sealed record PodJudgement(WorkerObservation Observation, TimeSpan? Again = null, PodOrder? Order = null);
