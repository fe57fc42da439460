using Actors.Contracts.Storage;

namespace Actors.Conformance.Storage;

/// <summary>OpenTofu states: versions, fence, states kept aside.</summary>
public abstract class TofuStateStoreKit<TStorage> : StorageKit<TStorage>
    where TStorage : StorageUnderTest, new()
{
    private const string Resource = "org/project/env/network";

    protected override StorageLimits Limits { get; } = new(TofuStateBytes: 1000, TofuStateVersions: 3);

    private ITofuStateStore States => Get<ITofuStateStore>();

    [Fact]
    public async Task Put_ThenReopen_IsCurrent()
    {
        await AllowAsync(1);
        Assert.Null(await States.GetAsync(Resource, Token));
        Assert.Equal(TofuStateWrite.Written, await PutAsync(1, 1));
        Assert.Equal(TofuStateWrite.Written, await PutAsync(1, 2));
        Reopen();
        Assert.Equal(Bytes(9, 2), await States.GetAsync(Resource, Token));
        Assert.Equal(2, (await States.InspectAsync(Resource, Token)).Version);
    }

    [Fact]
    public async Task Put_Empty_IsAVersionLikeAnyOther()
    {
        await AllowAsync(1);
        await PutAsync(1, 1);
        Assert.Equal(TofuStateWrite.Written, await States.PutAsync(Resource, Attempt(1), null, ReadOnlyMemory<byte>.Empty, Token));
        Assert.Empty((await States.GetAsync(Resource, Token))!);
        Assert.Equal(2, (await States.InspectAsync(Resource, Token)).Version);
    }

    [Fact]
    public async Task Put_AnswerLostAndSentAgainWhenOver_KeepsNothingAside()
    {
        await AllowAsync(1);
        await PutAsync(1, 1);
        await AllowAsync(2);
        await PutAsync(1, 1);
        Assert.Equal(0, (await States.InspectAsync(Resource, Token)).KeptAside);
    }

    [Fact]
    public async Task Put_OtherAttempt_IsKeptAsideOnce()
    {
        await AllowAsync(2);
        await PutAsync(2, 2);
        Assert.Equal(TofuStateWrite.KeptAside, await PutAsync(1, 1));
        Assert.Equal(TofuStateWrite.KeptAside, await PutAsync(1, 1));
        Assert.Equal(Bytes(9, 2), await States.GetAsync(Resource, Token));
        Assert.Equal(1, (await States.InspectAsync(Resource, Token)).KeptAside);
    }

    [Fact]
    public async Task Put_NoStateYetOtherAttempt_IsKeptAsideAndNotCurrent()
    {
        Assert.Equal(TofuStateWrite.KeptAside, await PutAsync(1, 1));
        Assert.Null(await States.GetAsync(Resource, Token));
        Assert.Equal((0, 1), ((await States.InspectAsync(Resource, Token)).Version, (await States.InspectAsync(Resource, Token)).KeptAside));
    }

    [Fact]
    public async Task Put_ManyVersions_NeverPrunesWhatIsKeptAside()
    {
        await PutAsync(1, 100);
        await AllowAsync(2);
        for (byte i = 1; i <= 10; i++) await PutAsync(2, i);
        Assert.Equal(1, (await States.InspectAsync(Resource, Token)).KeptAside);
        await States.ResolveKeptAsideAsync(Resource, adopt: true, Token);
        Assert.Equal(Bytes(9, 100), await States.GetAsync(Resource, Token));
    }

    [Fact]
    public async Task Resolve_Adopt_MakesTheNewestCurrent()
    {
        await AllowAsync(3);
        await PutAsync(3, 3);
        await PutAsync(1, 1);
        await PutAsync(2, 2);
        await States.ResolveKeptAsideAsync(Resource, adopt: true, Token);
        Assert.Equal(Bytes(9, 2), await States.GetAsync(Resource, Token));
        Assert.Equal(0, (await States.InspectAsync(Resource, Token)).KeptAside);
        await PutAsync(3, 4);
        Assert.Equal(Bytes(9, 4), await States.GetAsync(Resource, Token));
    }

    [Fact]
    public async Task Resolve_Discard_KeepsTheCurrent()
    {
        await AllowAsync(3);
        await PutAsync(3, 3);
        await PutAsync(1, 1);
        await States.ResolveKeptAsideAsync(Resource, adopt: false, Token);
        Assert.Equal(Bytes(9, 3), await States.GetAsync(Resource, Token));
        Assert.Equal(0, (await States.InspectAsync(Resource, Token)).KeptAside);
    }

    [Fact]
    public async Task Resolve_NothingAside_ChangesNothing()
    {
        await AllowAsync(1);
        await PutAsync(1, 1);
        await States.ResolveKeptAsideAsync(Resource, adopt: true, Token);
        Assert.Equal(Bytes(9, 1), await States.GetAsync(Resource, Token));
        Assert.Equal(1, (await States.InspectAsync(Resource, Token)).Version);
    }

    [Fact]
    public async Task Put_LargerThanLimit_KeepsTheCurrent()
    {
        await AllowAsync(1);
        await PutAsync(1, 1);
        await Assert.ThrowsAsync<SizeLimitException>(() => States.PutAsync(Resource, Attempt(1), null, Bytes(1001), Token));
        Assert.Equal(Bytes(9, 1), await States.GetAsync(Resource, Token));
    }

    [Fact]
    public async Task Put_WhileSuperseded_NeverLosesAState()
    {
        await AllowAsync(1);
        var writes = Enumerable.Range(0, 60).Select(i => Task.Run(() => PutAsync(1, (byte)i), Token)).ToList();
        await AllowAsync(2);
        var outcomes = await Task.WhenAll(writes);
        var info = await States.InspectAsync(Resource, Token);
        Assert.Equal(outcomes.Count(x => x == TofuStateWrite.KeptAside), info.KeptAside);
        Assert.All(outcomes, x => Assert.NotEqual(TofuStateWrite.Locked, x));
    }

    [Fact]
    public async Task DeleteUnder_TakesStatesAndLocksOfTheKeyOnly()
    {
        await AllowAsync(1);
        foreach (var resource in new[] { "org/project/env/network", "org/project/env2/network" })
        {
            await States.PutAsync(resource, Attempt(1), null, Bytes(3), Token);
            await States.LockAsync(resource, Attempt(1), "id", "{}", Token);
        }
        await States.DeleteUnderAsync("org/project/env", Token);
        Assert.Equal(new TofuStateInfo(0, null, 0), await States.InspectAsync("org/project/env/network", Token));
        Assert.Equal(["org/project/env2/network"], (await States.ListLocksUnderAsync("org", Token)).Select(x => x.Resource));
        Assert.NotNull(await States.GetAsync("org/project/env2/network", Token));
    }

    private Task<TofuStateWrite> PutAsync(int attempt, byte value) => States.PutAsync(Resource, Attempt(attempt), null, Bytes(9, value), Token);
}
