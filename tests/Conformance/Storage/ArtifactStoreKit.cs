using Actors.Contracts.Storage;

namespace Actors.Conformance.Storage;

/// <summary>Artifacts: whole or not at all, fenced, by name and key only.</summary>
public abstract class ArtifactStoreKit<TStorage> : StorageKit<TStorage>
    where TStorage : StorageUnderTest, new()
{
    private IArtifactStore Artifacts => Get<IArtifactStore>();

    [Fact]
    public async Task Write_ThenReopen_ReadsTheSameBytes()
    {
        await AllowAsync(1);
        var bytes = Bytes(300_000);
        bytes[^1] = 1;
        Assert.True(await WriteAsync(1, "work", bytes));
        Reopen();
        Assert.Equal(bytes, await ReadAllAsync("work"));
    }

    [Fact]
    public async Task Write_NoBytes_IsAnEmptyArtifact()
    {
        await AllowAsync(1);
        Assert.True(await WriteAsync(1, "work", []));
        Assert.Empty(await ReadAllAsync("work"));
    }

    [Fact]
    public async Task Write_Again_ReplacesAndLeavesReadersAlone()
    {
        await AllowAsync(1);
        await WriteAsync(1, "work", Bytes(10, 1));
        await using var reader = await Artifacts.OpenAsync(Activity, "work", Token);
        await WriteAsync(1, "work", Bytes(20, 2));
        Assert.Equal(Bytes(20, 2), await ReadAllAsync("work"));
        Assert.Equal(Bytes(10, 1), await ReadAllAsync(reader!));
        Assert.Equal([new ArtifactEntry(Activity, "work", 20)], await Artifacts.ListUnderAsync(Run, Token));
    }

    [Fact]
    public async Task Write_OtherAttempt_IsRefusedAndChangesNothing()
    {
        Assert.False(await WriteAsync(1, "work", Bytes(1)));
        Assert.Null(await Artifacts.OpenAsync(Activity, "work", Token));
        await AllowAsync(2);
        await WriteAsync(2, "work", Bytes(2, 2));
        Assert.False(await WriteAsync(1, "work", Bytes(3, 3)));
        Assert.Equal(Bytes(2, 2), await ReadAllAsync("work"));
    }

    [Fact]
    public async Task Write_AttemptSupersededWhileUploading_IsRefused()
    {
        await AllowAsync(1);
        Assert.False(await Artifacts.WriteAsync(Attempt(1), "work", new InterruptedStream(() => AllowAsync(2)), 1000, Token));
        Assert.Null(await Artifacts.OpenAsync(Activity, "work", Token));
    }

    [Fact]
    public async Task Write_LargerThanLimit_KeepsWhatWasThere()
    {
        await AllowAsync(1);
        await WriteAsync(1, "work", Bytes(5));
        var error = await Assert.ThrowsAsync<SizeLimitException>(() => Artifacts.WriteAsync(Attempt(1), "work", new MemoryStream(Bytes(11)), 10, Token));
        Assert.Equal(10, error.Limit);
        Assert.Equal(Bytes(5), await ReadAllAsync("work"));
        Assert.True(await Artifacts.WriteAsync(Attempt(1), "work", new MemoryStream(Bytes(10)), 10, Token));
    }

    [Fact]
    public async Task Write_SourceFails_KeepsWhatWasThere()
    {
        await AllowAsync(1);
        await WriteAsync(1, "work", Bytes(5));
        await Assert.ThrowsAsync<EndOfStreamException>(() => Artifacts.WriteAsync(Attempt(1), "work", new InterruptedStream(() => throw new EndOfStreamException()), 1000, Token));
        Assert.Equal(Bytes(5), await ReadAllAsync("work"));
    }

    [Theory]
    [InlineData("../../escape")]
    [InlineData("/etc/passwd")]
    [InlineData("a\0b")]
    [InlineData("a name / with everything\n")]
    public async Task Write_AnyName_IsJustAName(string name)
    {
        await AllowAsync(1);
        Assert.True(await WriteAsync(1, name, Bytes(4)));
        Assert.Equal(Bytes(4), await ReadAllAsync(name));
    }

    [Fact]
    public async Task Write_HundredAtOnce_OneOfThemIsThereWhole()
    {
        await AllowAsync(1);
        var kept = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => Task.Run(() => WriteAsync(1, "work", Bytes(5000, (byte)i)), Token)));
        Assert.All(kept, Assert.True);
        Assert.Single((await ReadAllAsync("work")).Distinct());
    }

    [Fact]
    public async Task Write_ForAnotherOwner_IsFencedByTheAttemptAndOutlivesItsRun()
    {
        const string owner = "org/project/environment/kept";
        Assert.False(await Artifacts.WriteAsync(Attempt(1), owner, "data", new MemoryStream(Bytes(1)), 100, Token));
        await AllowAsync(1);
        Assert.True(await Artifacts.WriteAsync(Attempt(1), owner, "data", new MemoryStream(Bytes(2, 1)), 100, Token));
        await AllowAsync(2);
        Assert.False(await Artifacts.WriteAsync(Attempt(1), owner, "data", new MemoryStream(Bytes(3, 3)), 100, Token));
        Assert.True(await Artifacts.WriteAsync(Attempt(2), owner, "data", new MemoryStream(Bytes(4, 2)), 100, Token));
        await Artifacts.DeleteUnderAsync(Activity, Token);

        await using var kept = await Artifacts.OpenAsync(owner, "data", Token);

        Assert.Equal(Bytes(4, 2), await ReadAllAsync(kept!));
        Assert.Null(await Artifacts.OpenAsync(Activity, "data", Token));
    }

    [Fact]
    public async Task DeleteUnder_KeepsTheNeighbours()
    {
        foreach (var activity in new[] { "a/b/c", "a/bc/d" })
        {
            await AllowAsync(1, activity);
            await Artifacts.WriteAsync(Attempt(1, activity), "work", new MemoryStream(Bytes(3)), 10, Token);
        }
        await Artifacts.DeleteUnderAsync("a/b", Token);
        Assert.Equal(["a/bc/d"], (await Artifacts.ListUnderAsync("a", Token)).Select(x => x.Activity));
        Assert.Null(await Artifacts.OpenAsync("a/b/c", "work", Token));
    }

    private Task<bool> WriteAsync(int attempt, string name, byte[] bytes) => Artifacts.WriteAsync(Attempt(attempt), name, new MemoryStream(bytes), 1 << 20, Token);

    private async Task<byte[]> ReadAllAsync(string name)
    {
        await using var stream = await Artifacts.OpenAsync(Activity, name, Token);
        return await ReadAllAsync(stream!);
    }

    private async Task<byte[]> ReadAllAsync(Stream stream)
    {
        using var copy = new MemoryStream();
        await stream.CopyToAsync(copy, Token);
        return copy.ToArray();
    }
}
