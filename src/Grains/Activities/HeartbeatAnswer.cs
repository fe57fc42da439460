namespace Actors.Grains.Activities;

/// <summary>Answer to a heartbeat.</summary>
/// <param name="Verdict">How it is taken.</param>
/// <param name="Cancel">The job is to be cancelled.</param>
[GenerateSerializer, Immutable, Alias("Actors.HeartbeatAnswer")]
public sealed record HeartbeatAnswer([property: Id(0)] WorkerVerdict Verdict, [property: Id(1)] bool Cancel);
