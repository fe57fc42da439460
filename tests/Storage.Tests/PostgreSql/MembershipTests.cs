using Actors.Contracts.Storage;
using Actors.Storage.PostgreSql;
using Actors.Storage.Tests.Membership;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Runtime.MembershipService;

namespace Actors.Storage.Tests.PostgreSql;

/// <summary>Orleans' provider on our schema: every statement that it reads from there.</summary>
public sealed class MembershipTests : MembershipTableKit
{
    private PostgreSqlStore _store = null!;
    private string _connectionString = "";

    public override async ValueTask InitializeAsync()
    {
        _store = await PostgreSqlStore.CreateAsync();
        var services = _store.Open();
        await services.GetRequiredService<IInstallationStore>().GetOrCreateAsync(Token);
        _connectionString = services.GetRequiredService<PostgreSqlConnections>().MembershipConnectionString;
        await base.InitializeAsync();
    }

    public override ValueTask DisposeAsync() => _store?.DisposeAsync() ?? ValueTask.CompletedTask;

    protected override IMembershipTable Create(string cluster) => new AdoNetClusteringTable(
        null!, Options.Create(new ClusterOptions { ClusterId = cluster, ServiceId = "tests" }),
        Options.Create(new AdoNetClusteringSiloOptions { Invariant = "Npgsql", ConnectionString = _connectionString }), NullLogger<AdoNetClusteringTable>.Instance);
}
