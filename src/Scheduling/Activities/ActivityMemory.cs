using System.Collections.Immutable;

namespace Actors.Scheduling.Activities;

/// <summary>Volatile facts of an activity: renewals, offers and acknowledgements. A new activation begins without them.</summary>
public sealed record ActivityMemory
{
    /// <summary>When the worker was last heard (UTC); at first when the activation began.</summary>
    public DateTimeOffset LastHeard { get; init; }
    /// <summary>The run says that it wants this activity: without that, nothing is offered.</summary>
    public bool Wanted { get; init; }
    /// <summary>The agent's queue knows that the attempt is held.</summary>
    public bool Announced { get; init; }
    /// <summary>The agent's queue knows that the attempt is to be cancelled.</summary>
    public bool CancelTold { get; init; }
    /// <summary>Locks and tokens of attempts up to this one are released.</summary>
    public int Released { get; init; }
    /// <summary>Agents know that attempts up to this one are over.</summary>
    public int ToldOver { get; init; }
    /// <summary>The run knows the outcome.</summary>
    public bool RunTold { get; init; }
    /// <summary>Whether the OpenTofu state was found free since the activity was queued.</summary>
    public bool StateFree { get; init; }
    /// <summary>Offer round that the state store answered in last; null: not since the activation began.</summary>
    public int? CheckedRound { get; init; }
    /// <summary>What blocks the OpenTofu state, in words; null: nothing known.</summary>
    public string? Blocked { get; init; }
    /// <summary>Number of the round of offers.</summary>
    public int Round { get; init; }
    /// <summary>When the next round begins (UTC); null: nothing was offered.</summary>
    public DateTimeOffset? NextRound { get; init; }
    /// <summary>Latest answers of agents, by key.</summary>
    public ImmutableDictionary<string, OfferAnswer> Answers { get; init; } = ImmutableDictionary<string, OfferAnswer>.Empty;
}
