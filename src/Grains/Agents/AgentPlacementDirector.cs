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
        return silos.Where(s => metadata.GetSiloMetadata(s).Metadata.TryGetValue(AgentPlacementStrategy.MetadataKey, out var agents) && agents.Split(',').Contains(agent));
    }
}
