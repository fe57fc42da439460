using System.Collections.Immutable;
using Actors.Contracts.Runtimes;

namespace Actors.Runtimes.Docker;

/// <summary>What was known of an agent's containers at one moment.</summary>
/// <param name="Containers">Those that are there, by name.</param>
/// <param name="Deleted">Those that somebody else removed.</param>
/// <param name="Next">Completes when something else is known.</param>
internal sealed record ViewSnapshot(ImmutableDictionary<string, SeenContainer> Containers, ImmutableDictionary<string, WorkerObservation> Deleted, Task Next);
