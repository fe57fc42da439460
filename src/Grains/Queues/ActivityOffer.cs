using Actors.Contracts.Identity;

namespace Actors.Grains.Queues;

/// <summary>An attempt on offer, or one that the agent holds.</summary>
/// <param name="Attempt">The attempt that a lease would make.</param>
/// <param name="Project">Key of the project: <c>org/project</c>.</param>
/// <param name="Urgency">0: apply and destroy, 1: other, 2: plan.</param>
/// <param name="QueuedAt">Since when it waits (UTC).</param>
/// <param name="Held">The agent holds it already, in this session epoch; null when it is free to take.</param>
/// <param name="Cancelling">Its worker is to be stopped.</param>
[GenerateSerializer, Immutable, Alias("Actors.ActivityOffer")]
public sealed record ActivityOffer(
    [property: Id(0)] AttemptId Attempt,
    [property: Id(1)] string Project,
    [property: Id(2)] int Urgency,
    [property: Id(3)] DateTimeOffset QueuedAt,
    [property: Id(4)] Holder? Held,
    [property: Id(5)] bool Cancelling);
