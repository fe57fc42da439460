using System.Collections.Immutable;
using Actors.Contracts.Runtimes;

namespace Actors.Runtimes.Processes;

/// <summary>What the keeper saw last.</summary>
/// <param name="Workers">The workers that are there, by name.</param>
/// <param name="Deleted">Workers that somebody else removed, by name.</param>
/// <param name="Next">Completes when there is a newer view.</param>
internal sealed record KeeperView(
    ImmutableDictionary<string, WorkerObservation> Workers,
    ImmutableDictionary<string, WorkerObservation> Deleted,
    Task Next);
