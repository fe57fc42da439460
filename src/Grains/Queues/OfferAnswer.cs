namespace Actors.Grains.Queues;

/// <summary>How an agent's queue takes an offer.</summary>
[GenerateSerializer, Alias("Actors.OfferAnswer")]
public enum OfferAnswer
{
    /// <summary>The agent has room.</summary>
    Room = 0,
    /// <summary>All its slots are taken.</summary>
    Full,
    /// <summary>It does not poll.</summary>
    Offline,
    /// <summary>It is being drained.</summary>
    Draining,
}
