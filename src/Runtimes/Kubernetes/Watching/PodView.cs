using System.Collections.Immutable;
using Actors.Contracts.Runtimes;

namespace Actors.Runtimes.Kubernetes.Watching;

/// <summary>What the keeper said last.</summary>
/// <param name="Workers">The workers that are there, by name.</param>
/// <param name="Deleted">Workers that somebody else removed, by name.</param>
/// <param name="Next">Completes when there is a newer view.</param>
internal sealed record PodView(ImmutableDictionary<string, WorkerObservation> Workers, ImmutableDictionary<string, WorkerObservation> Deleted, Task Next);
