using Orleans.Runtime.MembershipService.SiloMetadata;
using Orleans.Runtime.Services;

namespace Actors.Grains.Agents;

/// <summary>Asks by Orleans' way to a service of one silo.</summary>
public sealed class AgentPlanes(IServiceProvider services, ISiloMetadataCache metadata) : GrainServiceClient<IAgentPlaneService>(services), IAgentPlanes
{
    /// <inheritdoc/>
    public bool Configures(SiloAddress silo, string agent) => AgentPlacementDirector.Hosts(metadata, silo, agent);

    /// <inheritdoc/>
    public Task<bool> KeepsAsync(SiloAddress silo, string agent) => GetGrainService(silo).KeepsAsync(agent);
}
