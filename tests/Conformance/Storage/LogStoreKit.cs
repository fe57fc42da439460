using System.Text;
using Actors.Contracts.Storage;

namespace Actors.Conformance.Storage;

/// <summary>Logs: offsets, fence, limit.</summary>
public abstract class LogStoreKit<TStorage> : StorageKit<TStorage>
    where TStorage : StorageUnderTest, new()
{
    protected override StorageLimits Limits { get; } = new(LogBytes: 100_000);

    private ILogStore Logs => Get<ILogStore>();

    [Fact]
    public async Task Append_InOrder_ReadsBackAfterReopen()
    {
        await AllowAsync(1);
        Assert.Equal(new LogAppend(true, 5, false), await AppendAsync(1, 0, "hello"));
        Assert.Equal(new LogAppend(true, 11, false), await AppendAsync(1, 5, " world"));
        Reopen();
        Assert.Equal("hello world", await TextAsync(1, 0));
    }

    [Fact]
    public async Task Append_DuplicateOrOverlap_WritesOnlyWhatIsNew()
    {
        await AllowAsync(1);
        await AppendAsync(1, 0, "hello");
        Assert.Equal(5, (await AppendAsync(1, 0, "hello")).NextOffset);
        Assert.Equal(5, (await AppendAsync(1, 2, "ll")).NextOffset);
        Assert.Equal(8, (await AppendAsync(1, 3, "lo wo")).NextOffset);
        Assert.Equal("hello wo", await TextAsync(1, 0));
    }

    [Fact]
    public async Task Append_Gap_WritesNothing()
    {
        await AllowAsync(1);
        await AppendAsync(1, 0, "hello");
        Assert.Equal(new LogAppend(true, 5, false), await AppendAsync(1, 6, "x"));
        Assert.Equal("hello", await TextAsync(1, 0));
    }

    [Fact]
    public async Task Append_OtherAttempt_IsRefused()
    {
        Assert.False((await AppendAsync(1, 0, "x")).Accepted);
        await AllowAsync(1);
        await AppendAsync(1, 0, "one");
        await AllowAsync(2);
        Assert.Equal(new LogAppend(false, 3, false), await AppendAsync(1, 3, "late"));
        Assert.True((await AppendAsync(2, 0, "two")).Accepted);
        await AllowAsync(null);
        Assert.False((await AppendAsync(2, 3, "late")).Accepted);
        Assert.Equal("one", await TextAsync(1, 0));
        Assert.Equal("two", await TextAsync(2, 0));
    }

    [Fact]
    public async Task Append_ClearedActivity_IsRefused()
    {
        await AllowAsync(1);
        await ClearAsync("activity", Activity, await ReadAsync("activity", Activity));
        Assert.False((await AppendAsync(1, 0, "x")).Accepted);
    }

    [Fact]
    public async Task Append_PastTheLimit_DropsTheRestAndMarksOnce()
    {
        await AllowAsync(1);
        await Logs.AppendAsync(Attempt(1), 0, Bytes(99_999), Token);
        Assert.False((await Logs.ReadAsync(Attempt(1), 0, 1, Token)).Full);
        Assert.Equal(new LogAppend(true, 100_009, true), await Logs.AppendAsync(Attempt(1), 99_999, Bytes(10), Token));
        Assert.Equal(new LogAppend(true, 100_019, true), await Logs.AppendAsync(Attempt(1), 100_009, Bytes(10), Token));
        var slice = await Logs.ReadAsync(Attempt(1), 100_000, 10_000, Token);
        Assert.True(slice.Full);
        Assert.Single(Encoding.UTF8.GetString(slice.Bytes.Span).Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("100000 bytes", Encoding.UTF8.GetString(slice.Bytes.Span), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_AnyOffset_GivesThatPart()
    {
        await AllowAsync(1);
        var all = string.Concat(Enumerable.Range(0, 500).Select(i => $"{i:000}\n"));
        for (var i = 0; i < all.Length; i += 7) await AppendAsync(1, i, all[i..Math.Min(i + 7, all.Length)]);
        foreach (var (offset, count) in new[] { (0, 1), (0, 2000), (3, 4), (6, 2), (7, 7), (1990, 100), (2000, 5), (2001, 5) })
        {
            var slice = await Logs.ReadAsync(Attempt(1), offset, count, Token);
            Assert.Equal(all[Math.Min(offset, all.Length)..Math.Min(offset + count, all.Length)], Encoding.UTF8.GetString(slice.Bytes.Span));
            Assert.Equal(all.Length, slice.Length);
        }
        var tail = await Logs.ReadAsync(Attempt(1), -8, 100, Token);
        Assert.Equal((1992, "498\n499\n"), (tail.Offset, Encoding.UTF8.GetString(tail.Bytes.Span)));
        Assert.Equal(0, (await Logs.ReadAsync(Attempt(1), -99_999, 1, Token)).Offset);
    }

    [Fact]
    public async Task Append_ManyAtOnce_KeepsEachLogInOrder()
    {
        var activities = Enumerable.Range(0, 20).Select(i => $"{Run}/a{i}").ToArray();
        foreach (var activity in activities) await AllowAsync(1, activity);
        await Task.WhenAll(activities.Select(activity => Task.Run(async () =>
        {
            for (var i = 0; i < 20; i++) await Logs.AppendAsync(Attempt(1, activity), i * 3, Encoding.UTF8.GetBytes($"{i:00}\n"), Token);
        }, Token)));
        var expected = string.Concat(Enumerable.Range(0, 20).Select(i => $"{i:00}\n"));
        foreach (var activity in activities)
            Assert.Equal(expected, Encoding.UTF8.GetString((await Logs.ReadAsync(Attempt(1, activity), 0, 1000, Token)).Bytes.Span));
    }

    [Fact]
    public async Task Add_BetweenTheWorkersOwn_IsInTheLogAndMovesNoOffset()
    {
        await AllowAsync(1);
        Assert.True(await AddAsync(1, "function begins\n"));
        Assert.Equal(new LogAppend(true, 3, false), await AppendAsync(1, 0, "one"));
        Assert.True(await AddAsync(1, "-two-"));
        Assert.True(await AddAsync(1, ""));
        Assert.Equal(new LogAppend(true, 8, false), await AppendAsync(1, 0, "onethree"));
        Assert.Equal("function begins\none-two-three", await TextAsync(1, 0));
    }

    [Fact]
    public async Task Add_OtherAttempt_IsRefused()
    {
        await AllowAsync(2);
        Assert.False(await AddAsync(1, "late"));
        Assert.Equal("", await TextAsync(1, 0));
    }

    [Fact]
    public async Task Add_PastTheLimit_IsDroppedWithTheMark()
    {
        await AllowAsync(1);
        await Logs.AppendAsync(Attempt(1), 0, Bytes(99_999), Token);
        Assert.True(await AddAsync(1, "123"));
        Assert.True(await AddAsync(1, "123"));
        Assert.Equal(new LogAppend(true, 100_000, true), await AppendAsync(1, 99_999, "4"));
        Assert.StartsWith("1\n[The log is longer", await TextAsync(1, 99_999), StringComparison.Ordinal);
    }

    [Fact]
    public async Task DeleteUnder_KeepsTheNeighbours()
    {
        foreach (var activity in new[] { "a/b/c", "a/bc/d" })
        {
            await AllowAsync(1, activity);
            await Logs.AppendAsync(Attempt(1, activity), 0, Bytes(3), Token);
        }
        await Logs.DeleteUnderAsync("a/b", Token);
        Assert.Equal(0, (await Logs.ReadAsync(Attempt(1, "a/b/c"), 0, 9, Token)).Length);
        Assert.Equal(3, (await Logs.ReadAsync(Attempt(1, "a/bc/d"), 0, 9, Token)).Length);
    }

    private Task<LogAppend> AppendAsync(int attempt, long offset, string text) => Logs.AppendAsync(Attempt(attempt), offset, Encoding.UTF8.GetBytes(text), Token);

    private Task<bool> AddAsync(int attempt, string text) => Logs.AddAsync(Attempt(attempt), Encoding.UTF8.GetBytes(text), Token);

    private async Task<string> TextAsync(int attempt, long offset) => Encoding.UTF8.GetString((await Logs.ReadAsync(Attempt(attempt), offset, 1 << 20, Token)).Bytes.Span);
}
