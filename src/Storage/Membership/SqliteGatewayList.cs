using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Messaging;

namespace Actors.Storage.Membership;

/// <summary>The gateways that a client on this machine may use.</summary>
internal sealed class SqliteGatewayList(SqliteMembershipTable table, IOptions<GatewayOptions> options) : IGatewayListProvider
{
    public TimeSpan MaxStaleness => options.Value.GatewayListRefreshPeriod;

    public bool IsUpdatable => true;

    public Task InitializeGatewayListProvider() => table.InitializeMembershipTable(tryInitTableVersion: false);

    public async Task<IList<Uri>> GetGateways()
    {
        var silos = await table.ReadAll();
        return [.. silos.Members.Select(x => x.Item1).Where(x => x is { Status: SiloStatus.Active, ProxyPort: > 0 })
            .Select(x => SiloAddress.New(x.SiloAddress.Endpoint.Address, x.ProxyPort, x.SiloAddress.Generation).ToGatewayUri())];
    }
}
