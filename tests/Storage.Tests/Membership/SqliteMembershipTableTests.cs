using Actors.Storage.Membership;
using Actors.Storage.Tests.Testing;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace Actors.Storage.Tests.Membership;

public sealed class SqliteMembershipTableTests : MembershipTableKit
{
    private readonly TemporaryStore _store = new();

    public override ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task GetGateways_ListsActiveSilosWithAGateway()
    {
        var without = Entry(1);
        without.ProxyPort = 0;
        var dead = Entry(2);
        dead.Status = SiloStatus.Dead;
        foreach (var entry in new[] { without, dead, Entry(3) }) await InsertAsync(Table, entry);
        var list = new SqliteGatewayList((SqliteMembershipTable)Table, Options.Create(new GatewayOptions()));
        await list.InitializeGatewayListProvider();
        Assert.Equal(30003, Assert.Single(await list.GetGateways()).Port);
    }

    protected override IMembershipTable Create(string cluster) =>
        new SqliteMembershipTable(_store.OpenDatabase(), Options.Create(new ClusterOptions { ClusterId = cluster, ServiceId = "tests" }));
}
