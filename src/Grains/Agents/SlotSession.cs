namespace Actors.Grains.Agents;

/// <summary>The session that an agent speaks from; a slot refuses lower epochs.</summary>
/// <param name="Epoch">Epoch of the session.</param>
/// <param name="Installation">Id of the installation.</param>
[GenerateSerializer, Immutable, Alias("Actors.SlotSession")]
public sealed record SlotSession([property: Id(0)] long Epoch, [property: Id(1)] string Installation);
