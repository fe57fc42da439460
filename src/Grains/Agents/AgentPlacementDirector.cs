using Orleans.Placement;
using Orleans.Runtime.MembershipService.SiloMetadata;
using Orleans.Runtime.Placement;

namespace Actors.Grains.Agents;

/// <summary>Keeps the silos that configure the agent of a grain's key.</summary>
public sealed class AgentPlacementDirector(ISiloMetadataCache metadata) : IPlacementFilterDirector
{
    /// <inheritdoc/>
    public IEnumerable<SiloAddress> Filter(PlacementFilterStrategy filterStrategy, PlacementTarget target, IEnumerable<SiloAddress> silos)
    {
        var agent = AgentKeys.AgentOf(target.GrainIdentity.Key.ToString()!);
        return silos.Where(silo => Hosts(metadata, silo, agent));
    }

    /// <summary>Whether a silo configures an agent.</summary>
    internal static bool Hosts(ISiloMetadataCache metadata, SiloAddress silo, string agent) =>
        metadata.GetSiloMetadata(silo).Metadata.TryGetValue(AgentPlacementStrategy.MetadataKey, out var agents) && agents.Split(',').Contains(agent);
}
