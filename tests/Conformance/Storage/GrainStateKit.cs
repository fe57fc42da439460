using Actors.Contracts.Storage;
using Orleans;
using Orleans.Storage;

namespace Actors.Conformance.Storage;

/// <summary>Grain states: stored, fenced by their ETag, cleared for good.</summary>
public abstract class GrainStateKit<TStorage> : StorageKit<TStorage>
    where TStorage : StorageUnderTest, new()
{
    private const string Key = "org/project/env";

    [Fact]
    public async Task Read_NothingStored_GivesNewStateWithoutETag()
    {
        var state = await ReadAsync("environment", Key);
        Assert.False(state.RecordExists);
        Assert.Null(state.ETag);
        Assert.Equal("", state.State.Text);
    }

    [Fact]
    public async Task Write_ThenReopen_ReadsTheSame()
    {
        await WriteAsync("environment", Key, New("héllo"));
        Reopen();
        var state = await ReadAsync("environment", Key);
        Assert.True(state.RecordExists);
        Assert.Equal("héllo", state.State.Text);
    }

    [Fact]
    public async Task Write_StaleETag_IsRefusedAndChangesNothing()
    {
        await WriteAsync("environment", Key, New("1"));
        var stale = await ReadAsync("environment", Key);
        var fresh = await ReadAsync("environment", Key);
        fresh.State.Text = "2";
        await WriteAsync("environment", Key, fresh);
        stale.State.Text = "stale";
        await Assert.ThrowsAsync<InconsistentStateException>(() => WriteAsync("environment", Key, stale));
        Assert.Equal("2", (await ReadAsync("environment", Key)).State.Text);
    }

    [Fact]
    public async Task Write_SecondCreation_IsRefused()
    {
        await WriteAsync("environment", Key, New("1"));
        await Assert.ThrowsAsync<InconsistentStateException>(() => WriteAsync("environment", Key, New("2")));
    }

    [Fact]
    public async Task Clear_ThenWriteFromBefore_DoesNotBringItBack()
    {
        await WriteAsync("environment", Key, New("1"));
        var stale = await ReadAsync("environment", Key);
        await ClearAsync("environment", Key, await ReadAsync("environment", Key));
        await Assert.ThrowsAsync<InconsistentStateException>(() => WriteAsync("environment", Key, stale));
        await Assert.ThrowsAsync<InconsistentStateException>(() => WriteAsync("environment", Key, New("new")));
        Assert.False((await ReadAsync("environment", Key)).RecordExists);
    }

    [Fact]
    public async Task Clear_ThenReadAndWrite_StoresAnew()
    {
        await WriteAsync("environment", Key, New("1"));
        var state = await ReadAsync("environment", Key);
        await ClearAsync("environment", Key, state);
        Assert.False(state.RecordExists);
        state.State.Text = "again";
        await WriteAsync("environment", Key, state);
        Assert.Equal("again", (await ReadAsync("environment", Key)).State.Text);
    }

    [Fact]
    public async Task Clear_StaleETag_IsRefused()
    {
        await WriteAsync("environment", Key, New("1"));
        var stale = await ReadAsync("environment", Key);
        await WriteAsync("environment", Key, await ReadAsync("environment", Key));
        await Assert.ThrowsAsync<InconsistentStateException>(() => ClearAsync("environment", Key, stale));
        Assert.True((await ReadAsync("environment", Key)).RecordExists);
    }

    [Fact]
    public async Task Clear_NothingStored_DoesNothing()
    {
        await ClearAsync("environment", Key, await ReadAsync("environment", Key));
        await WriteAsync("environment", Key, New("1"));
        Assert.Equal("1", (await ReadAsync("environment", Key)).State.Text);
    }

    [Fact]
    public async Task Write_StateWithoutIndex_SaysSo()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => GrainStates.WriteStateAsync("state", Grain("environment", Key), new GrainState<List<int>> { State = [] }));
        Assert.Contains(nameof(IIndexedState), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Write_LargerThanLimit_IsRefused()
    {
        var error = await Assert.ThrowsAsync<SizeLimitException>(() => WriteAsync("environment", Key, New(new string('x', Limits.StateBytes + 1))));
        Assert.Equal(Limits.StateBytes, error.Limit);
        Assert.False((await ReadAsync("environment", Key)).RecordExists);
    }

    [Fact]
    public async Task Write_HundredGrainsAtOnce_AllAreStored()
    {
        var keys = Enumerable.Range(0, 100).Select(i => $"org/project/env{i}").ToArray();
        await Task.WhenAll(keys.Select(key => Task.Run(() => WriteAsync("environment", key, New(key)), Token)));
        Reopen();
        foreach (var key in keys) Assert.Equal(key, (await ReadAsync("environment", key)).State.Text);
    }

    [Fact]
    public async Task Write_HundredWritersOfOneGrain_OneWinsEachRound()
    {
        for (var round = 0; round < 5; round++)
        {
            var copies = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => ReadAsync("environment", Key)));
            var won = await Task.WhenAll(copies.Select(copy => Task.Run(async () =>
            {
                try
                {
                    await WriteAsync("environment", Key, copy);
                    return 1;
                }
                catch (InconsistentStateException)
                {
                    return 0;
                }
            }, Token)));
            Assert.Equal(1, won.Sum());
        }
    }

    [Fact]
    public async Task Write_TwoOpeningsOfOneStore_SeeEachOther()
    {
        await WriteAsync("environment", Key, New("1"));
        var first = await ReadAsync("environment", Key);
        Reopen();
        var second = await ReadAsync("environment", Key);
        await WriteAsync("environment", Key, second);
        await Assert.ThrowsAsync<InconsistentStateException>(() => WriteAsync("environment", Key, first));
    }

    private static KitGrainState New(string text) => new() { State = new() { Text = text } };
}
