using System.Net;
using Actors.Conformance.Storage.PostgreSql;
using Actors.Contracts.Storage;
using Actors.Storage.PostgreSql;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Runtime.MembershipService;

namespace Actors.Storage.Tests.PostgreSql;

/// <summary>Orleans' provider on our schema: every statement that it reads from there.</summary>
public sealed class MembershipTests : IAsyncLifetime
{
    private static readonly DateTime Start = new(2031, 5, 17, 12, 0, 0, 123, DateTimeKind.Utc);
    private PostgreSqlStore _store = null!;
    private string _connectionString = "";
    private IMembershipTable _table = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _store = await PostgreSqlStore.CreateAsync();
        var services = _store.Open();
        await services.GetRequiredService<IInstallationStore>().GetOrCreateAsync(Token);
        _connectionString = services.GetRequiredService<PostgreSqlConnections>().MembershipConnectionString;
        _table = await OpenAsync();
    }

    public ValueTask DisposeAsync() => _store?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task InsertRow_ReadsBackWhole()
    {
        var entry = Entry(11111);
        Assert.True(await InsertAsync(_table, entry));
        entry.AddSuspector(Entry(2).SiloAddress, Start);
        var seen = await _table.ReadAllAsync(Token);
        Assert.True(await _table.UpdateRowAsync(entry, seen.Members[0].Item2, seen.Version.Next(), Token));
        var (read, _) = Assert.Single((await (await OpenAsync()).ReadRowAsync(entry.SiloAddress, Token)).Members);
        Assert.Equal((entry.SiloAddress, entry.SiloName, entry.HostName, entry.Status, entry.ProxyPort, entry.StartTime, entry.IAmAliveTime),
            (read.SiloAddress, read.SiloName, read.HostName, read.Status, read.ProxyPort, read.StartTime, read.IAmAliveTime));
        Assert.Equal(entry.SuspectTimes, read.SuspectTimes);
        Assert.Empty((await _table.ReadRowAsync(Entry(12).SiloAddress, Token)).Members);
    }

    [Fact]
    public async Task InsertRow_Twice_IsRefusedAndMovesNoVersion()
    {
        await InsertAsync(_table, Entry(1));
        var before = (await _table.ReadAllAsync(Token)).Version;
        Assert.False(await InsertAsync(_table, Entry(1)));
        Assert.Equal(before.Version, (await _table.ReadAllAsync(Token)).Version.Version);
    }

    [Fact]
    public async Task UpdateRow_StaleTableOrNoRow_IsRefused()
    {
        var entry = Entry(1);
        await InsertAsync(_table, entry);
        var seen = await _table.ReadAllAsync(Token);
        entry.Status = SiloStatus.ShuttingDown;
        Assert.True(await _table.UpdateRowAsync(entry, seen.Members[0].Item2, seen.Version.Next(), Token));
        entry.Status = SiloStatus.Dead;
        Assert.False(await _table.UpdateRowAsync(entry, seen.Members[0].Item2, seen.Version.Next(), Token));
        var now = await _table.ReadAllAsync(Token);
        Assert.False(await _table.UpdateRowAsync(Entry(2), now.Members[0].Item2, now.Version.Next(), Token));
        now = await _table.ReadAllAsync(Token);
        Assert.Equal((SiloStatus.ShuttingDown, seen.Version.Version + 1), (now.Members[0].Item1.Status, now.Version.Version));
    }

    [Fact]
    public async Task InsertRow_ManySilosAtOnce_EachWinsOneVersion()
    {
        var tables = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => OpenAsync()));
        await Task.WhenAll(Enumerable.Range(1, 12).Select(i => Task.Run(async () =>
        {
            while (!await InsertAsync(tables[i % 3], Entry(i))) Token.ThrowIfCancellationRequested();
        }, Token)));
        var all = await _table.ReadAllAsync(Token);
        Assert.Equal((12, 12), (all.Members.Count, all.Version.Version));
    }

    [Fact]
    public async Task UpdateIAmAlive_MovesNoVersion()
    {
        var entry = Entry(1);
        await InsertAsync(_table, entry);
        var before = await _table.ReadAllAsync(Token);
        entry.IAmAliveTime = Start.AddMinutes(5);
        await _table.UpdateIAmAliveAsync(entry, Token);
        var after = await _table.ReadAllAsync(Token);
        Assert.Equal((Start.AddMinutes(5), before.Version.Version), (after.Members[0].Item1.IAmAliveTime, after.Version.Version));
    }

    [Fact]
    public async Task CleanupDefunctSiloEntries_TakesOldOnesThatAreNotActive()
    {
        var dead = Entry(1);
        dead.Status = SiloStatus.Dead;
        var fresh = Entry(2);
        (fresh.Status, fresh.IAmAliveTime) = (SiloStatus.Dead, Start.AddDays(2));
        foreach (var entry in new[] { dead, fresh, Entry(3) }) await InsertAsync(_table, entry);
        await _table.CleanupDefunctSiloEntriesAsync(new DateTimeOffset(Start.AddDays(1)), Token);
        Assert.Equal([2, 3], (await _table.ReadAllAsync(Token)).Members.Select(x => x.Item1.SiloAddress.Endpoint.Port).Order());
    }

    [Fact]
    public async Task Clusters_AreApart()
    {
        var other = await OpenAsync("other");
        await InsertAsync(_table, Entry(1));
        await InsertAsync(other, Entry(2));
        await other.DeleteMembershipTableEntriesAsync("other", Token);
        Assert.Equal(["tests"], [await _store.Database.ExecuteAsync("SELECT string_agg(cluster, ' ') FROM actors.membership_version")]);
        Assert.Single((await _table.ReadAllAsync(Token)).Members);
    }

    private async Task<IMembershipTable> OpenAsync(string cluster = "tests")
    {
        var table = new AdoNetClusteringTable(null!, Options.Create(new ClusterOptions { ClusterId = cluster, ServiceId = "tests" }),
            Options.Create(new AdoNetClusteringSiloOptions { Invariant = "Npgsql", ConnectionString = _connectionString }), NullLogger<AdoNetClusteringTable>.Instance);
        await table.InitializeMembershipTableAsync(tryInitTableVersion: true, Token);
        return table;
    }

    private static async Task<bool> InsertAsync(IMembershipTable table, MembershipEntry entry) => await table.InsertRowAsync(entry, (await table.ReadAllAsync(Token)).Version.Next(), Token);

    private static MembershipEntry Entry(int port) => new()
    {
        SiloAddress = SiloAddress.New(IPAddress.Loopback, port, 7),
        SiloName = $"silo{port}",
        HostName = "host",
        Status = SiloStatus.Active,
        ProxyPort = 30000 + port,
        StartTime = Start,
        IAmAliveTime = Start,
    };
}
