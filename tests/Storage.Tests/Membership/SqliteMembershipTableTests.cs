using System.Net;
using Actors.Storage.Membership;
using Actors.Storage.Tests.Testing;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace Actors.Storage.Tests.Membership;

public sealed class SqliteMembershipTableTests : IAsyncLifetime
{
    private static readonly DateTime Start = new(2031, 5, 17, 12, 0, 0, 123, DateTimeKind.Utc);
    private readonly TemporaryStore _store = new();
    private SqliteMembershipTable _table = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _table = Open();
        await _table.InitializeMembershipTable(tryInitTableVersion: true);
    }

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task InsertRow_ReadsBackWhole()
    {
        var entry = Entry(11111);
        entry.SuspectTimes = [Tuple.Create(Entry(2).SiloAddress, Start), Tuple.Create(Entry(3).SiloAddress, Start.AddTicks(1))];
        Assert.True(await InsertAsync(_table, entry));
        var (read, _) = Assert.Single((await Open().ReadRow(entry.SiloAddress)).Members);
        Assert.Equal((entry.SiloAddress, entry.SiloName, entry.HostName, entry.Status, entry.ProxyPort, entry.StartTime, entry.IAmAliveTime),
            (read.SiloAddress, read.SiloName, read.HostName, read.Status, read.ProxyPort, read.StartTime, read.IAmAliveTime));
        Assert.Equal(entry.SuspectTimes, read.SuspectTimes);
    }

    [Fact]
    public async Task InsertRow_Twice_IsRefusedAndMovesNoVersion()
    {
        await InsertAsync(_table, Entry(1));
        var before = (await _table.ReadAll()).Version;
        Assert.False(await InsertAsync(_table, Entry(1)));
        Assert.Equal(before.Version, (await _table.ReadAll()).Version.Version);
    }

    [Fact]
    public async Task UpdateRow_StaleRowOrStaleTable_IsRefused()
    {
        var entry = Entry(1);
        await InsertAsync(_table, entry);
        var seen = await _table.ReadAll();
        var etag = seen.Members[0].Item2;
        entry.Status = SiloStatus.ShuttingDown;
        Assert.True(await _table.UpdateRow(entry, etag, seen.Version.Next()));
        Assert.False(await _table.UpdateRow(entry, etag, (await _table.ReadAll()).Version.Next()));
        Assert.False(await _table.UpdateRow(entry, (await _table.ReadAll()).Members[0].Item2, seen.Version.Next()));
        Assert.Equal(SiloStatus.ShuttingDown, (await _table.ReadAll()).Members[0].Item1.Status);
    }

    [Fact]
    public async Task InsertRow_ManySilosAtOnce_EachWinsOneVersion()
    {
        var tables = Enumerable.Range(0, 3).Select(_ => Open()).ToArray();
        await Task.WhenAll(Enumerable.Range(1, 12).Select(i => Task.Run(async () =>
        {
            while (!await InsertAsync(tables[i % 3], Entry(i))) Token.ThrowIfCancellationRequested();
        }, Token)));
        var all = await _table.ReadAll();
        Assert.Equal((12, 12), (all.Members.Count, all.Version.Version));
    }

    [Fact]
    public async Task UpdateIAmAlive_MovesNoVersion()
    {
        var entry = Entry(1);
        await InsertAsync(_table, entry);
        var before = await _table.ReadAll();
        entry.IAmAliveTime = Start.AddMinutes(5);
        await _table.UpdateIAmAlive(entry);
        var after = await _table.ReadAll();
        Assert.Equal(Start.AddMinutes(5), after.Members[0].Item1.IAmAliveTime);
        Assert.Equal((before.Version.Version, before.Members[0].Item2), (after.Version.Version, after.Members[0].Item2));
    }

    [Fact]
    public async Task CleanupDefunctSiloEntries_TakesOldOnesThatAreNotActive()
    {
        var dead = Entry(1);
        dead.Status = SiloStatus.Dead;
        var fresh = Entry(2);
        (fresh.Status, fresh.IAmAliveTime) = (SiloStatus.Dead, Start.AddDays(2));
        foreach (var entry in new[] { dead, fresh, Entry(3) }) await InsertAsync(_table, entry);
        await _table.CleanupDefunctSiloEntries(new DateTimeOffset(Start.AddDays(1)));
        Assert.Equal([2, 3], (await _table.ReadAll()).Members.Select(x => x.Item1.SiloAddress.Endpoint.Port).Order());
    }

    [Fact]
    public async Task Clusters_AreApart()
    {
        var other = Open("other");
        await other.InitializeMembershipTable(tryInitTableVersion: true);
        await InsertAsync(_table, Entry(1));
        await InsertAsync(other, Entry(2));
        await other.DeleteMembershipTableEntries("other");
        Assert.Empty((await other.ReadAll()).Members);
        Assert.Single((await _table.ReadAll()).Members);
    }

    [Fact]
    public async Task GetGateways_ListsActiveSilosWithAGateway()
    {
        var without = Entry(1);
        without.ProxyPort = 0;
        var dead = Entry(2);
        dead.Status = SiloStatus.Dead;
        foreach (var entry in new[] { without, dead, Entry(3) }) await InsertAsync(_table, entry);
        var list = new SqliteGatewayList(_table, Options.Create(new GatewayOptions()));
        await list.InitializeGatewayListProvider();
        Assert.Equal(30003, Assert.Single(await list.GetGateways()).Port);
    }

    private SqliteMembershipTable Open(string cluster = "actors") => new(_store.OpenDatabase(), Options.Create(new ClusterOptions { ClusterId = cluster, ServiceId = "actors" }));

    private static async Task<bool> InsertAsync(SqliteMembershipTable table, MembershipEntry entry) => await table.InsertRow(entry, (await table.ReadAll()).Version.Next());

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
