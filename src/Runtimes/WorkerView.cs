using System.Collections.Immutable;
using Actors.Contracts.Runtimes;

namespace Actors.Runtimes;

/// <summary>What a runtime knows of its workers at one moment.</summary>
/// <param name="Workers">The workers that are there, by name.</param>
/// <param name="Deleted">Workers that somebody else removed, by name, with why they are gone.</param>
/// <param name="Next">Completes when there is a newer view.</param>
internal sealed record WorkerView(ImmutableDictionary<string, WorkerObservation> Workers, ImmutableDictionary<string, WorkerObservation> Deleted, Task Next);
