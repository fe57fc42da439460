using System.Security.Cryptography;
using System.Text;
using Actors.Contracts.Storage;

namespace Actors.Conformance.Storage;

/// <summary>Versions of OpenTofu states: what is known of each, and restoring one.</summary>
public abstract class TofuVersionKit<TStorage> : StorageKit<TStorage>
    where TStorage : StorageUnderTest, new()
{
    private const string Resource = "org/project/env/network";
    private const string Elsewhere = "org/project/env2/run/network";

    protected override StorageLimits Limits { get; } = new(TofuStateBytes: 1000, TofuStateVersions: 3);

    private ITofuStateStore States => Get<ITofuStateStore>();

    [Fact]
    public async Task List_AfterWrites_SaysWhatIsKnownOfEach()
    {
        await AllowAsync(2);
        var before = DateTimeOffset.UtcNow.AddMinutes(-1);
        await PutAsync(2, State(7));
        await States.PutAsync(Resource, Attempt(2), null, ReadOnlyMemory<byte>.Empty, Token);
        await PutAsync(1, State(9));
        Reopen();

        var versions = await States.ListVersionsAsync(Resource, Token);

        Assert.Equal([3, 2, 1], versions.Select(x => x.Version));
        Assert.Equal([(false, true), (true, false), (false, false)], versions.Select(x => (x.IsCurrent, x.IsKeptAside)));
        Assert.Equal([9, null, 7], versions.Select(x => x.Serial));
        Assert.Equal(["l-9", null, "l-7"], versions.Select(x => x.Lineage));
        Assert.Equal([Attempt(1), Attempt(2), Attempt(2)], versions.Select(x => x.Attempt));
        Assert.Equal((Convert.ToHexStringLower(SHA256.HashData(State(7))), State(7).Length), (versions[2].Sha256, (int)versions[2].Bytes));
        Assert.All(versions, x => Assert.Equal((TofuStateOrigin.Written, null, null), (x.Origin, x.Source, x.By)));
        Assert.All(versions, x => Assert.InRange(x.At, before, DateTimeOffset.UtcNow.AddMinutes(1)));
        Assert.Equal(State(7), await States.GetVersionAsync(Resource, 1, Token));
        Assert.Equal(State(9), await States.GetVersionAsync(Resource, 3, Token));
        Assert.Null(await States.GetVersionAsync(Resource, 4, Token));
    }

    [Theory]
    [InlineData("no json")]
    [InlineData("""[{"serial": 1}]""")]
    [InlineData("""{"serial": "1", "lineage": 2}""")]
    [InlineData("""{"a": {"serial": 1, "lineage": "x"}}""")]
    [InlineData("""{"serial": 1, "lineage": "x" """)]
    public async Task List_WhatIsNoState_HasNeitherSerialNorLineage(string text)
    {
        await AllowAsync(1);
        await PutAsync(1, Encoding.UTF8.GetBytes(text));
        var version = Assert.Single(await States.ListVersionsAsync(Resource, Token));
        Assert.Equal((null, null), (version.Serial, version.Lineage));
    }

    [Fact]
    public async Task Put_ManyVersions_KeepsTheNewest()
    {
        await AllowAsync(1);
        for (var serial = 1; serial <= 10; serial++) await PutAsync(1, State(serial));
        Assert.Equal([10, 9, 8], (await States.ListVersionsAsync(Resource, Token)).Select(x => x.Version));
        Assert.Null(await States.GetVersionAsync(Resource, 7, Token));
        Assert.Equal(State(10), await States.GetAsync(Resource, Token));
    }

    [Fact]
    public async Task Restore_MakesANewVersionAndSaysWhose()
    {
        await AllowAsync(1);
        for (var serial = 1; serial <= 3; serial++) await PutAsync(1, State(serial));
        await AllowAsync(null);

        Assert.Equal(new TofuRestore(TofuRestoreOutcome.Restored, 4), await RestoreAsync(2, 3, State(8)));

        Assert.Equal(State(8), await States.GetAsync(Resource, Token));
        var versions = await States.ListVersionsAsync(Resource, Token);
        Assert.Equal([4, 3, 2], versions.Select(x => x.Version));
        Assert.Equal((true, TofuStateOrigin.Restored, 2, "somebody", null, 8), (versions[0].IsCurrent, versions[0].Origin, versions[0].Source, versions[0].By, versions[0].Attempt, versions[0].Serial));
        await AllowAsync(2);
        await PutAsync(2, State(9));
        Assert.Equal(State(9), await States.GetAsync(Resource, Token));
    }

    [Fact]
    public async Task Restore_WhatIsCurrentChanged_ChangesNothing()
    {
        await AllowAsync(1);
        for (var serial = 1; serial <= 3; serial++) await PutAsync(1, State(serial));
        await AllowAsync(null);
        Assert.Equal(TofuRestoreOutcome.Changed, (await RestoreAsync(1, 2, State(8))).Outcome);
        Assert.Equal(State(3), await States.GetAsync(Resource, Token));
    }

    [Fact]
    public async Task Restore_TwiceAtOnce_OneWins()
    {
        await AllowAsync(1);
        for (var serial = 1; serial <= 2; serial++) await PutAsync(1, State(serial));
        await AllowAsync(null);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() => RestoreAsync(1, 2, State(8 + i)), Token)));
        Assert.Single(outcomes, x => x.Outcome == TofuRestoreOutcome.Restored);
    }

    [Fact]
    public async Task Restore_WhileAnAttemptOfTheEnvironmentIsAtWork_IsRefused()
    {
        await AllowAsync(1);
        await PutAsync(1, State(1));
        await PutAsync(1, State(2));
        Assert.Equal(new TofuRestore(TofuRestoreOutcome.AtWork, Attempt: Attempt(1)), await RestoreAsync(1, 2, State(8)));
        await AllowAsync(null);
        await AllowAsync(1, Elsewhere);
        Assert.Equal(TofuRestoreOutcome.Restored, (await RestoreAsync(1, 2, State(8))).Outcome);
    }

    [Fact]
    public async Task Restore_WhileLocked_IsRefused()
    {
        await AllowAsync(1, Elsewhere);
        await States.PutAsync(Resource, Attempt(1, Elsewhere), null, State(1), Token);
        await States.LockAsync(Resource, Attempt(1, Elsewhere), "id", "", Token);
        Assert.Equal(new TofuRestore(TofuRestoreOutcome.Locked, Attempt: Attempt(1, Elsewhere)), await RestoreAsync(1, 1, State(8)));
        await AllowAsync(null, Elsewhere);
        Assert.Equal(TofuRestoreOutcome.Restored, (await RestoreAsync(1, 1, State(8))).Outcome);
    }

    [Fact]
    public async Task Restore_WhileAStateIsKeptAside_IsRefused()
    {
        await AllowAsync(2);
        await PutAsync(2, State(1));
        await PutAsync(1, State(5));
        await AllowAsync(null);
        Assert.Equal(TofuRestoreOutcome.KeptAside, (await RestoreAsync(1, 1, State(8))).Outcome);
        await States.ResolveKeptAsideAsync(Resource, adopt: true, Token);
        var versions = await States.ListVersionsAsync(Resource, Token);
        Assert.Equal([(3, TofuStateOrigin.Adopted, 5), (1, TofuStateOrigin.Written, 1)], versions.Select(x => (x.Version, x.Origin, x.Serial)));
        Assert.Equal(TofuRestoreOutcome.Restored, (await RestoreAsync(1, 3, State(8))).Outcome);
    }

    [Fact]
    public async Task Restore_LargerThanLimit_KeepsTheCurrent()
    {
        await AllowAsync(1);
        await PutAsync(1, State(1));
        await AllowAsync(null);
        await Assert.ThrowsAsync<SizeLimitException>(() => RestoreAsync(1, 1, Bytes(1001)));
        Assert.Equal(State(1), await States.GetAsync(Resource, Token));
    }

    [Fact]
    public async Task Get_AnotherVersionInItsPlace_IsRefusedAndOthersAreThere()
    {
        await AllowAsync(1);
        await PutAsync(1, State(1));
        await PutAsync(1, State(2));
        await Storage.ExecuteAsync("UPDATE tofu_state SET state = (SELECT state FROM tofu_state WHERE version = 1) WHERE version = 2");
        foreach (var read in new[] { () => States.GetAsync(Resource, Token), () => States.GetVersionAsync(Resource, 2, Token) })
        {
            var error = await Assert.ThrowsAnyAsync<IOException>(read);
            Assert.Contains($"Version 2 of the OpenTofu state '{Resource}'", error.Message, StringComparison.Ordinal);
        }
        Assert.Equal(State(1), await States.GetVersionAsync(Resource, 1, Token));
        Assert.Equal([2, 1], (await States.ListVersionsAsync(Resource, Token)).Select(x => x.Version));
    }

    [Fact]
    public async Task Get_PlainTextInItsPlace_IsRefused()
    {
        await AllowAsync(1);
        await PutAsync(1, State(1));
        var hex = Convert.ToHexStringLower(State(2));
        await Storage.ExecuteAsync($"UPDATE tofu_state SET state = {Storage.Bytes(hex)}");
        await Assert.ThrowsAnyAsync<IOException>(() => States.GetAsync(Resource, Token));
    }

    [Fact]
    public async Task Get_AdoptedVersion_IsWhatWasWritten()
    {
        await AllowAsync(2);
        await PutAsync(2, State(1));
        await PutAsync(1, State(5));
        await AllowAsync(null);
        await States.ResolveKeptAsideAsync(Resource, adopt: true, Token);
        Assert.Equal(State(5), await States.GetAsync(Resource, Token));
    }

    [Fact]
    public async Task List_HashIsDamaged_HidesNoVersion()
    {
        await AllowAsync(1);
        await PutAsync(1, State(1));
        await States.PutAsync("org/project/env/other", Attempt(1), null, State(2), Token);
        await Storage.ExecuteAsync("UPDATE tofu_version SET hash = (SELECT hash FROM tofu_version WHERE resource LIKE '%other')");
        var version = Assert.Single(await States.ListVersionsAsync(Resource, Token));
        Assert.Equal((1, ""), (version.Serial, version.Sha256));
    }

    [Fact]
    public async Task Put_SaysNothingByWhichItsContentCouldBeGuessed()
    {
        await AllowAsync(1);
        await PutAsync(1, State(1));
        var hash = SHA256.HashData(State(1));
        foreach (var part in await Storage.DumpAsync())
        {
            Assert.True(part.AsSpan().IndexOf(hash) < 0 && part.AsSpan().IndexOf(Encoding.UTF8.GetBytes(Convert.ToHexStringLower(hash))) < 0);
        }
    }

    [Fact]
    public async Task ListUnder_StatesAndLocksOfTheKeyOnly_EachOnce()
    {
        await AllowAsync(1);
        foreach (var resource in new[] { "org/project/env/b", "org/project/env/a", "org/project/env2/c" }) await States.PutAsync(resource, Attempt(1), null, State(1), Token);
        await States.LockAsync("org/project/env/a", Attempt(1), "id", "", Token);
        await States.LockAsync("org/project/env/d", Attempt(1), "id", "", Token);
        Assert.Equal(["org/project/env/a", "org/project/env/b", "org/project/env/d"], await States.ListUnderAsync("org/project/env", Token));
        await States.DeleteUnderAsync("org/project/env", Token);
        Assert.Empty(await States.ListUnderAsync("org/project/env", Token));
        Assert.Empty(await States.ListVersionsAsync("org/project/env/a", Token));
    }

    private static byte[] State(int serial) => Encoding.UTF8.GetBytes($$"""{"version": 4, "outputs": {"serial": 1 }, "lineage": "l-{{serial}}", "serial": {{serial}}}""");

    private Task<TofuStateWrite> PutAsync(int attempt, byte[] state) => States.PutAsync(Resource, Attempt(attempt), null, state, Token);

    private Task<TofuRestore> RestoreAsync(long source, long current, byte[] state) => States.RestoreAsync(Resource, source, current, "somebody", state, Token);
}
