using System.Globalization;
using Actors.Contracts.Storage;
using Microsoft.Extensions.Time.Testing;

namespace Actors.Conformance.Storage;

/// <summary>Sets of packages: the first one stays, a project's own, bounded in number and in time.</summary>
public abstract class PackageStoreKit<TStorage> : StorageKit<TStorage>
    where TStorage : StorageUnderTest, new()
{
    private const string Project = "org/project";
    private readonly FakeTimeProvider _clock = new(TimeProvider.System.GetUtcNow());

    private IPackageStore Packages => Get<IPackageStore>();

    [Fact]
    public async Task Add_ThenReopen_ReadsTheSameBytes()
    {
        await AllowAsync(1);
        Assert.Null(await ContentAsync("set"));

        Assert.True(await AddAsync("set", Bytes(300_000)));
        Reopen();

        Assert.Equal(Bytes(300_000), await ContentAsync("set"));
        Assert.Null(await ContentAsync("set 2"));
        Assert.Null(await ContentAsync("set", "org/other"));
    }

    [Fact]
    public async Task Add_Again_LeavesTheFirst()
    {
        await AllowAsync(1);
        await AddAsync("set", Bytes(10, 1));

        Assert.True(await AddAsync("set", Bytes(20, 2)));

        Assert.Equal(Bytes(10, 1), await ContentAsync("set"));
    }

    [Fact]
    public async Task Add_OtherAttempt_IsRefused()
    {
        await AllowAsync(2);

        Assert.False(await AddAsync("set", Bytes(1)));

        Assert.Null(await ContentAsync("set"));
    }

    [Fact]
    public async Task Add_TooLarge_KeepsNothingAndTheNextOneMay()
    {
        await AllowAsync(1);
        await Assert.ThrowsAsync<SizeLimitException>(() => AddAsync("set", Bytes(11), maxBytes: 10));
        Assert.Null(await ContentAsync("set"));

        Assert.True(await AddAsync("set", Bytes(10), maxBytes: 10));

        Assert.Equal(Bytes(10), await ContentAsync("set"));
    }

    [Fact]
    public async Task Add_MoreThanAProjectMayHave_RemovesThoseUsedLongestAgo()
    {
        Reopen(options => options.PackageSets = 2, _clock);
        await AllowAsync(1);
        await AllowAsync(1, "org/other/env/run/network");
        Assert.True(await Packages.AddAsync(Attempt(1, "org/other/env/run/network"), "org/other", "a", new MemoryStream([1]), 1, Token));
        foreach (var set in (string[])["a", "b"])
        {
            await AddAsync(set, Bytes(1));
            _clock.Advance(TimeSpan.FromHours(2));
        }

        Assert.NotNull(await ContentAsync("a"));
        _clock.Advance(TimeSpan.FromHours(2));
        await AddAsync("c", Bytes(1));

        Assert.Null(await ContentAsync("b"));
        Assert.NotNull(await ContentAsync("a"));
        Assert.NotNull(await ContentAsync("c"));
        Assert.NotNull(await ContentAsync("a", "org/other"));
        Assert.Equal(2, (await Get<IArtifactStore>().ListUnderAsync(Project, Token)).Count);
    }

    [Fact]
    public async Task Prune_UnusedForLong_RemovesIt()
    {
        Reopen(clock: _clock);
        await AllowAsync(1);
        await AddAsync("used", Bytes(1));
        await AddAsync("unused", Bytes(1));
        _clock.Advance(TimeSpan.FromDays(4));
        await ContentAsync("used");
        _clock.Advance(TimeSpan.FromDays(3));
        Assert.Equal(0, await Packages.PruneAsync(Token));

        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, await Packages.PruneAsync(Token));

        Assert.NotNull(await ContentAsync("used"));
        Assert.Null(await ContentAsync("unused"));
        Assert.Single(await Get<IArtifactStore>().ListUnderAsync(Project, Token));
        Assert.True(await AddAsync("unused", Bytes(3)));
        Assert.Equal(Bytes(3), await ContentAsync("unused"));
    }

    [Fact]
    public async Task Add_MadeRoomForAnotherWhileItCame_IsNotForgotten()
    {
        Reopen(options => options.PackageSets = 1, _clock);
        await AllowAsync(1);

        Assert.True(await Packages.AddAsync(Attempt(1), Project, "slow", new InterruptedStream(async () =>
        {
            _clock.Advance(TimeSpan.FromMinutes(1));
            Assert.True(await AddAsync("fast", Bytes(1)));
            _clock.Advance(TimeSpan.FromMinutes(1));
        }), 1000, Token));

        Assert.NotNull(await ContentAsync("slow"));
        _clock.Advance(TimeSpan.FromDays(8));
        await Packages.PruneAsync(Token);
        Assert.Empty(await Get<IArtifactStore>().ListUnderAsync(Project, Token));
    }

    [Fact]
    public async Task Open_WhatCannotBeOpened_IsRemovedAndCanBeAddedAgain()
    {
        await AllowAsync(1);
        await AddAsync("set", Bytes(10, 1));
        await Storage.ExecuteAsync($"UPDATE artifact SET key = {Storage.Bytes("00112233")}");

        Assert.Null(await ContentAsync("set"));

        Assert.True(await AddAsync("set", Bytes(10, 2)));
        Assert.Equal(Bytes(10, 2), await ContentAsync("set"));
    }

    [Fact]
    public async Task Add_TooLarge_TakesNoPlace()
    {
        Reopen(options => options.PackageSets = 1, _clock);
        await AllowAsync(1);
        await AddAsync("set", Bytes(1));
        _clock.Advance(TimeSpan.FromMinutes(1));
        await Assert.ThrowsAsync<SizeLimitException>(() => AddAsync("large", Bytes(11), maxBytes: 10));

        Assert.Equal(1L, Convert.ToInt64(await Storage.ExecuteAsync("SELECT count(*) FROM package_set"), CultureInfo.InvariantCulture));
        Assert.NotNull(await ContentAsync("set"));
    }

    [Fact]
    public async Task Add_WhatTellsTheSet_IsNowhereInTheStore()
    {
        await AllowAsync(1);

        await AddAsync("requests PIP_INDEX_URL=https://u:planted-password@example.com", Bytes(1));

        Assert.All(await Storage.DumpAsync(), part => Assert.Equal(-1, part.AsSpan().IndexOf("planted-password"u8)));
    }

    private Task<bool> AddAsync(string set, byte[] content, long maxBytes = 1 << 20) => Packages.AddAsync(Attempt(1), Project, set, new MemoryStream(content), maxBytes, Token);

    private async Task<byte[]?> ContentAsync(string set, string project = Project)
    {
        await using var stream = await Packages.OpenAsync(project, set, Token);
        if (stream is null) return null;
        using var read = new MemoryStream();
        await stream.CopyToAsync(read, Token);
        return read.ToArray();
    }
}
