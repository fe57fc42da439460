namespace Actors.Grains.Environments;

/// <summary>A change that somebody wants of an environment.</summary>
/// <param name="Kind"><c>deploy</c>, <c>destroy</c>, <c>forceDestroy</c> or <c>plan</c>.</param>
/// <param name="IdempotencyKey">The same key gives the same run; null: always a new one.</param>
/// <param name="RequestedBy">Who asks, for people.</param>
/// <param name="Trace">W3C <c>traceparent</c> of the caller; null: there is none.</param>
/// <param name="Payload">What it is asked for with, as JSON: <c>trigger.payload</c> of expressions; null: nothing.</param>
/// <param name="Queue">Whether it waits its turn while another run is open; else it is refused.</param>
[GenerateSerializer, Immutable, Alias("Actors.RunRequest")]
public sealed record RunRequest([property: Id(0)] string Kind, [property: Id(1)] string? IdempotencyKey, [property: Id(2)] string RequestedBy,
    [property: Id(3)] string? Trace = null, [property: Id(4)] bool Queue = false, [property: Id(5)] string? Payload = null);
