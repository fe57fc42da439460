using Orleans.Placement;

namespace Actors.Grains.Agents;

/// <summary>Filter of <see cref="AgentPlacementAttribute"/>: the agent is read from the grain's key.</summary>
/// <param name="order">Order among filters.</param>
[GenerateSerializer, Immutable, Alias("Actors.AgentPlacementStrategy")]
public sealed class AgentPlacementStrategy(int order) : PlacementFilterStrategy(order)
{
    /// <summary>Key of the silo metadata that lists the agents of a silo, separated by commas.</summary>
    public const string MetadataKey = "actors.agents";

    /// <summary>Makes the filter with the default order.</summary>
    public AgentPlacementStrategy() : this(0)
    {
    }
}
