using Actors.Contracts.Storage;
using Orleans;

namespace Actors.Conformance.Storage;

/// <summary>Lists from the index columns.</summary>
public abstract class StateIndexKit<TStorage> : StorageKit<TStorage>
    where TStorage : StorageUnderTest, new()
{
    private static readonly DateTimeOffset Noon = new(2031, 5, 17, 12, 0, 0, TimeSpan.Zero);

    private IStateIndex Index => Get<IStateIndex>();

    [Fact]
    public async Task List_ReturnsIndexAndPayload()
    {
        await PutAsync("org/p/e", new() { Text = "x", Status = "Deploying", Open = true, Due = Noon, Fence = 3 });
        var row = Assert.Single(await Index.ListAsync(new() { Kind = "environment" }, Token));
        Assert.Equal("org/p/e", row.Key);
        Assert.Equal(new StateIndex("Deploying", true, Noon, 3), row.Index);
        Assert.Equal("x", StateJson.Deserialize<KitState>(row.Payload!.Value).Text);
    }

    [Fact]
    public async Task List_KeysOnly_HasIndexAndNoPayload()
    {
        await PutAsync("org/p/e", new() { Text = "x", Status = "Deploying", Open = true, Due = Noon, Fence = 3 });
        foreach (var at in new DateTimeOffset?[] { null, Noon })
        {
            var row = Assert.Single(await Index.ListAsync(new() { Kind = "environment", OpenOrDueAt = at, KeysOnly = true }, Token));
            Assert.Equal(("org/p/e", new StateIndex("Deploying", true, Noon, 3), null), (row.Key, row.Index, row.Payload));
        }
    }

    [Fact]
    public async Task List_OneIsDamaged_IsThereWithoutItsPayloadAndHidesNoOther()
    {
        foreach (var key in new[] { "a/1", "a/2", "a/3" }) await PutAsync(key, new() { Text = key, Status = "New" });
        await Storage.ExecuteAsync("UPDATE grain_state SET payload = (SELECT payload FROM grain_state WHERE key = 'a/1') WHERE key = 'a/2'");
        var rows = await Index.ListAsync(new() { Kind = "environment" }, Token);
        Assert.Equal(["a/1", "a/2", "a/3"], rows.Select(x => x.Key));
        Assert.Equal(["a/1", null, "a/3"], rows.Select(x => x.Payload is { } payload ? StateJson.Deserialize<KitState>(payload).Text : null));
        Assert.Equal("New", rows[1].Index.Status);
        Assert.Equal(["a/1", "a/2", "a/3"], await KeysAsync(new() { Kind = "environment", KeysOnly = true }));
    }

    [Fact]
    public async Task List_Under_KeepsToTheKey()
    {
        foreach (var key in new[] { "a/b", "a/b/c", "a/b/c/d", "a/bc", "a/b%2Fc", "a/b-c", "a/c", "A/b", "a" }) await PutAsync(key, new());
        Assert.Equal(["a/b", "a/b/c", "a/b/c/d"], await KeysAsync(new() { Kind = "environment", Under = "a/b" }));
        Assert.Equal(["a/b/c", "a/b/c/d"], await KeysAsync(new() { Kind = "environment", Under = "a/b/c" }));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Index.ListAsync(new() { Kind = "environment", Under = "" }, Token));
    }

    [Fact]
    public async Task List_OtherKind_IsNotListed()
    {
        await PutAsync("a/b", new());
        Assert.Empty(await KeysAsync(new() { Kind = "agent" }));
    }

    [Fact]
    public async Task List_Open_Restricts()
    {
        await PutAsync("a/open", new() { Open = true });
        await PutAsync("a/done", new());
        Assert.Equal(["a/open"], await KeysAsync(new() { Kind = "environment", Open = true }));
        Assert.Equal(["a/done"], await KeysAsync(new() { Kind = "environment", Open = false }));
    }

    [Fact]
    public async Task List_OpenOrDueAt_ListsEachOnce()
    {
        await PutAsync("a/1", new() { Open = true, Due = Noon });
        await PutAsync("a/2", new() { Due = Noon });
        await PutAsync("a/3", new() { Due = Noon.AddTicks(1) });
        await PutAsync("a/4", new() { Open = true });
        await PutAsync("a/5", new());
        Assert.Equal(["a/1", "a/2", "a/4"], await KeysAsync(new() { Kind = "environment", OpenOrDueAt = Noon }));
        Assert.Equal(["a/2", "a/4"], await KeysAsync(new() { Kind = "environment", OpenOrDueAt = Noon, After = "a/1" }));
        Assert.Equal(["a/1"], await KeysAsync(new() { Kind = "environment", OpenOrDueAt = Noon, Limit = 1 }));
    }

    [Fact]
    public async Task List_ByPages_ListsAllOnce()
    {
        var keys = Enumerable.Range(0, 25).Select(i => $"a/{i:00}").ToArray();
        foreach (var key in keys) await PutAsync(key, new());
        var listed = new List<string>();
        for (string[] page; (page = await KeysAsync(new() { Kind = "environment", Limit = 10, After = listed.LastOrDefault() })).Length > 0;) listed.AddRange(page);
        Assert.Equal(keys, listed);
    }

    [Fact]
    public async Task List_ClearedState_IsNotListed()
    {
        await PutAsync("a/b", new() { Open = true });
        await ClearAsync("environment", "a/b", await ReadAsync("environment", "a/b"));
        Assert.Empty(await KeysAsync(new() { Kind = "environment" }));
        Assert.Empty(await KeysAsync(new() { Kind = "environment", OpenOrDueAt = Noon }));
    }

    [Fact]
    public async Task List_LimitOutOfRange_IsRefused()
    {
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Index.ListAsync(new() { Kind = "x", Limit = 0 }, Token));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Index.ListAsync(new() { Kind = "x", Limit = 1001 }, Token));
    }

    private Task PutAsync(string key, KitState state) => WriteAsync("environment", key, new KitGrainState { State = state });

    private async Task<string[]> KeysAsync(StateQuery query) => [.. (await Index.ListAsync(query, Token)).Select(x => x.Key)];
}
