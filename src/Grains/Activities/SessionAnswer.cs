using Actors.Contracts.Workers;

namespace Actors.Grains.Activities;

/// <summary>Answer to a worker's first call.</summary>
/// <param name="Verdict">How it is taken.</param>
/// <param name="Session">The session, when accepted.</param>
[GenerateSerializer, Immutable, Alias("Actors.SessionAnswer")]
public sealed record SessionAnswer([property: Id(0)] WorkerVerdict Verdict, [property: Id(1)] SessionResponse? Session);
