using Actors.Contracts.Storage;

namespace Actors.Conformance.Storage;

/// <summary>Locks of OpenTofu states.</summary>
public abstract class TofuLockKit<TStorage> : StorageKit<TStorage>
    where TStorage : StorageUnderTest, new()
{
    private const string Resource = "org/project/env/network";
    private const string Other = Run + "/other";

    private ITofuStateStore States => Get<ITofuStateStore>();

    [Fact]
    public async Task Lock_Free_IsTakenAndSurvivesReopen()
    {
        await AllowAsync(1);
        Assert.Null(await States.LockAsync(Resource, Attempt(1), "id", """{"ID":"id"}""", Token));
        Reopen();
        var held = (await States.InspectAsync(Resource, Token)).Lock!;
        Assert.Equal(new TofuLock(Resource, Attempt(1), "id", """{"ID":"id"}""") { Since = held.Since, IsAlive = true }, held);
        Assert.InRange(held.Since!.Value, DateTimeOffset.UtcNow.AddMinutes(-1), DateTimeOffset.UtcNow.AddMinutes(1));
        Assert.Null(await States.LockAsync(Resource, Attempt(1), "id", """{"ID":"id"}""", Token));
    }

    [Fact]
    public async Task Lock_Held_NamesWhatIsInTheWay()
    {
        await AllowAsync(1);
        await AllowAsync(1, Other);
        await States.LockAsync(Resource, Attempt(1), "id", "info", Token);
        Assert.Equal("id", (await States.LockAsync(Resource, Attempt(1), "id2", "info2", Token))!.LockId);
        Assert.Equal(Attempt(1), (await States.LockAsync(Resource, Attempt(1, Other), "id", "info2", Token))!.Attempt);
    }

    [Fact]
    public async Task Lock_HundredAtOnce_OneTakesIt()
    {
        await AllowAsync(1);
        var taken = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => Task.Run(() => States.LockAsync(Resource, Attempt(1), $"id{i}", "", Token), Token)));
        Assert.Single(taken, x => x is null);
    }

    [Fact]
    public async Task Lock_AttemptIsOver_IsRefused()
    {
        await AllowAsync(2);
        Assert.NotNull(await States.LockAsync(Resource, Attempt(1), "id", "", Token));
        Assert.Null((await States.InspectAsync(Resource, Token)).Lock);
    }

    [Fact]
    public async Task Lock_OfAnAttemptThatIsOver_StopsNobody()
    {
        await AllowAsync(1);
        await States.LockAsync(Resource, Attempt(1), "id", "", Token);
        await AllowAsync(2);
        Assert.Null(await States.LockAsync(Resource, Attempt(2), "id2", "", Token));
        Assert.Equal(Attempt(2), (await States.InspectAsync(Resource, Token)).Lock!.Attempt);
        Assert.NotNull(await States.LockAsync(Resource, Attempt(1), "id", "", Token));
    }

    [Fact]
    public async Task Put_NeedsTheLockThatIsHeld()
    {
        await AllowAsync(1);
        await AllowAsync(1, Other);
        await States.LockAsync(Resource, Attempt(1), "id", "", Token);
        Assert.Equal(TofuStateWrite.Locked, await States.PutAsync(Resource, Attempt(1), null, Bytes(1), Token));
        Assert.Equal(TofuStateWrite.Locked, await States.PutAsync(Resource, Attempt(1), "id2", Bytes(1), Token));
        Assert.Equal(TofuStateWrite.Locked, await States.PutAsync(Resource, Attempt(1, Other), "id", Bytes(1), Token));
        Assert.Null(await States.GetAsync(Resource, Token));
        Assert.Equal(TofuStateWrite.Written, await States.PutAsync(Resource, Attempt(1), "id", Bytes(1), Token));
    }

    [Fact]
    public async Task Unlock_ByOwnerOnly()
    {
        await AllowAsync(1);
        await States.LockAsync(Resource, Attempt(1), "id", "", Token);
        Assert.False(await States.UnlockAsync(Resource, Attempt(1), "id2", Token));
        Assert.False(await States.UnlockAsync(Resource, Attempt(1, Other), "id", Token));
        Assert.False(await States.UnlockAsync(Resource, Attempt(2), null, Token));
        Assert.True(await States.UnlockAsync(Resource, Attempt(1), "id", Token));
        Assert.True(await States.UnlockAsync(Resource, Attempt(1), "id", Token));
        Assert.Null((await States.InspectAsync(Resource, Token)).Lock);
    }

    [Fact]
    public async Task Unlock_WithoutId_GivesBackWhatTheAttemptHolds()
    {
        await AllowAsync(1);
        await States.LockAsync(Resource, Attempt(1), "id", "", Token);
        Assert.True(await States.UnlockAsync(Resource, Attempt(1), null, Token));
        Assert.Null((await States.InspectAsync(Resource, Token)).Lock);
    }

    [Fact]
    public async Task Release_GivesBackAllOfTheAttemptOnly()
    {
        await AllowAsync(1);
        await AllowAsync(1, Other);
        await States.LockAsync("org/project/env/a", Attempt(1), "id", "", Token);
        await States.LockAsync("org/project/env/b", Attempt(1), "id", "", Token);
        await States.LockAsync("org/project/env/c", Attempt(1, Other), "id", "", Token);
        await States.ReleaseAsync(Attempt(1), Token);
        Assert.Equal(["org/project/env/c"], (await States.ListLocksUnderAsync("org/project/env", Token)).Select(x => x.Resource));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Resolve_WhileLocked_IsRefusedAndChangesNothing(bool adopt)
    {
        await AllowAsync(2);
        await States.PutAsync(Resource, Attempt(2), null, Bytes(2), Token);
        await States.PutAsync(Resource, Attempt(1), null, Bytes(1), Token);
        await States.LockAsync(Resource, Attempt(2), "id", "", Token);
        Assert.Equal(Attempt(2), (await States.ResolveKeptAsideAsync(Resource, adopt, Token))!.Attempt);
        Assert.Equal(Bytes(2), await States.GetAsync(Resource, Token));
        Assert.Equal(1, (await States.InspectAsync(Resource, Token)).KeptAside);
    }

    [Fact]
    public async Task Resolve_LockOfAnAttemptThatIsOver_StopsNobody()
    {
        await AllowAsync(2);
        await States.PutAsync(Resource, Attempt(1), null, Bytes(1), Token);
        await States.LockAsync(Resource, Attempt(2), "id", "", Token);
        await AllowAsync(3);
        Assert.Null(await States.ResolveKeptAsideAsync(Resource, adopt: true, Token));
        Assert.Equal(Bytes(1), await States.GetAsync(Resource, Token));
    }

    [Fact]
    public async Task ForceUnlock_OfAnAttemptThatIsOver_TakesItAwayOnce()
    {
        await AllowAsync(1);
        await States.LockAsync(Resource, Attempt(1), "id", "", Token);
        await AllowAsync(null);
        Assert.False((await States.InspectAsync(Resource, Token)).Lock!.IsAlive);

        var other = await States.ForceUnlockAsync(Resource, "id2", Token);
        Assert.Equal(("id", null), (other.InTheWay!.LockId, other.Taken));
        var taken = await States.ForceUnlockAsync(Resource, "id", Token);
        Assert.Equal(("id", null), (taken.Taken!.LockId, taken.InTheWay));
        Assert.Equal(new TofuUnlock(null, null), await States.ForceUnlockAsync(Resource, "id", Token));
        Assert.Null((await States.InspectAsync(Resource, Token)).Lock);
    }

    [Fact]
    public async Task ForceUnlock_OfAnAttemptThatMayWrite_IsRefused()
    {
        await AllowAsync(1);
        await States.LockAsync(Resource, Attempt(1), "id", "", Token);
        Assert.True((await States.ForceUnlockAsync(Resource, null, Token)).InTheWay!.IsAlive);
        Assert.Equal("id", (await States.ForceUnlockAsync(Resource, "id", Token)).InTheWay!.LockId);
        Assert.NotNull((await States.InspectAsync(Resource, Token)).Lock);
    }
}
