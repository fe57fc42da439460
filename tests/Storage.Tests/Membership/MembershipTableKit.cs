using System.Net;

namespace Actors.Storage.Tests.Membership;

/// <summary>What Orleans asks of every table of silos.</summary>
public abstract class MembershipTableKit : IAsyncLifetime
{
    protected static readonly DateTime Start = new(2031, 5, 17, 12, 0, 0, 123, DateTimeKind.Utc);

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    protected IMembershipTable Table { get; private set; } = null!;

    public virtual async ValueTask InitializeAsync() => Table = await OpenAsync("tests");

    public abstract ValueTask DisposeAsync();

    /// <summary>Another silo's view of the table, with a version to begin with.</summary>
    protected async Task<IMembershipTable> OpenAsync(string cluster)
    {
        var table = Create(cluster);
        await table.InitializeMembershipTableAsync(tryInitTableVersion: true, Token);
        return table;
    }

    protected abstract IMembershipTable Create(string cluster);

    [Fact]
    public async Task UpdateRow_ReadsBackWhole()
    {
        var entry = Entry(11111);
        Assert.True(await InsertAsync(Table, entry));
        entry.SuspectTimes = [Tuple.Create(Entry(2).SiloAddress, Start), Tuple.Create(Entry(3).SiloAddress, Start.AddSeconds(1))];
        var seen = await Table.ReadAllAsync(Token);
        Assert.True(await Table.UpdateRowAsync(entry, seen.Members[0].Item2, seen.Version.Next(), Token));
        var (read, _) = Assert.Single((await (await OpenAsync("tests")).ReadRowAsync(entry.SiloAddress, Token)).Members);
        Assert.Equal((entry.SiloAddress, entry.SiloName, entry.HostName, entry.Status, entry.ProxyPort, entry.StartTime, entry.IAmAliveTime),
            (read.SiloAddress, read.SiloName, read.HostName, read.Status, read.ProxyPort, read.StartTime, read.IAmAliveTime));
        Assert.Equal(entry.SuspectTimes, read.SuspectTimes);
        Assert.Empty((await Table.ReadRowAsync(Entry(12).SiloAddress, Token)).Members);
    }

    [Fact]
    public async Task InsertRow_Twice_IsRefusedAndMovesNoVersion()
    {
        await InsertAsync(Table, Entry(1));
        var before = (await Table.ReadAllAsync(Token)).Version;
        Assert.False(await InsertAsync(Table, Entry(1)));
        Assert.Equal(before.Version, (await Table.ReadAllAsync(Token)).Version.Version);
    }

    [Fact]
    public async Task UpdateRow_StaleRowOrStaleTableOrNoRow_IsRefused()
    {
        var entry = Entry(1);
        await InsertAsync(Table, entry);
        var seen = await Table.ReadAllAsync(Token);
        var etag = seen.Members[0].Item2;
        entry.Status = SiloStatus.ShuttingDown;
        Assert.True(await Table.UpdateRowAsync(entry, etag, seen.Version.Next(), Token));
        entry.Status = SiloStatus.Dead;
        var now = await Table.ReadAllAsync(Token);
        Assert.False(await Table.UpdateRowAsync(entry, etag, now.Version.Next(), Token));
        Assert.False(await Table.UpdateRowAsync(entry, now.Members[0].Item2, seen.Version.Next(), Token));
        Assert.False(await Table.UpdateRowAsync(Entry(2), now.Members[0].Item2, now.Version.Next(), Token));
        now = await Table.ReadAllAsync(Token);
        Assert.Equal((SiloStatus.ShuttingDown, seen.Version.Version + 1), (Assert.Single(now.Members).Item1.Status, now.Version.Version));
    }

    [Fact]
    public async Task InsertRow_ManySilosAtOnce_EachWinsOneVersion()
    {
        var tables = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => OpenAsync("tests")));
        await Task.WhenAll(Enumerable.Range(1, 12).Select(i => Task.Run(async () =>
        {
            while (!await InsertAsync(tables[i % 3], Entry(i))) Token.ThrowIfCancellationRequested();
        }, Token)));
        var all = await Table.ReadAllAsync(Token);
        Assert.Equal((12, 12), (all.Members.Count, all.Version.Version));
    }

    [Fact]
    public async Task UpdateIAmAlive_MovesNoVersion()
    {
        var entry = Entry(1);
        await InsertAsync(Table, entry);
        var before = await Table.ReadAllAsync(Token);
        entry.IAmAliveTime = Start.AddMinutes(5);
        await Table.UpdateIAmAliveAsync(entry, Token);
        var after = await Table.ReadAllAsync(Token);
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
        foreach (var entry in new[] { dead, fresh, Entry(3) }) await InsertAsync(Table, entry);
        await Table.CleanupDefunctSiloEntriesAsync(new DateTimeOffset(Start.AddDays(1)), Token);
        Assert.Equal([2, 3], (await Table.ReadAllAsync(Token)).Members.Select(x => x.Item1.SiloAddress.Endpoint.Port).Order());
    }

    [Fact]
    public async Task Clusters_AreApart()
    {
        var other = await OpenAsync("other");
        await InsertAsync(Table, Entry(1));
        await InsertAsync(other, Entry(2));
        await other.DeleteMembershipTableEntriesAsync("other", Token);
        Assert.Single((await Table.ReadAllAsync(Token)).Members);
        await other.InitializeMembershipTableAsync(tryInitTableVersion: true, Token);
        Assert.Empty((await other.ReadAllAsync(Token)).Members);
    }

    protected static async Task<bool> InsertAsync(IMembershipTable table, MembershipEntry entry) =>
        await table.InsertRowAsync(entry, (await table.ReadAllAsync(Token)).Version.Next(), Token);

    protected static MembershipEntry Entry(int port) => new()
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
