using Actors.Storage.Membership;
using Actors.Storage.Tests.Testing;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace Actors.Storage.Tests.Membership;

public sealed class SqliteMembershipTableTests : MembershipTableKit
{
    private readonly TemporaryStore _store = new();

    public override ValueTask DisposeAsync() => _store.DisposeAsync();

    protected override IMembershipTable Create(string cluster) =>
        new SqliteMembershipTable(_store.OpenDatabase(), Options.Create(new ClusterOptions { ClusterId = cluster, ServiceId = "tests" }));
}
