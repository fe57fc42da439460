using System.Collections.Concurrent;
using Actors.Grains.Agents;
using Microsoft.Extensions.Time.Testing;

namespace Actors.Grains.Tests.Agents;

public sealed class AgentTouchTests
{
    private readonly Clock _clock = new();
    private readonly List<string> _told = [];

    [Fact]
    public async Task Repeat_Reached_TouchesOnceASecond()
    {
        await TouchAsync(3, _ => true);

        Assert.Equal([1000, 1000, 1000], _clock.Waits.Take(3));
        Assert.Empty(_told);
    }

    [Fact]
    public async Task Repeat_NotReached_TouchesFiveTimesASecondUntilItIs()
    {
        await TouchAsync(5, number => number is not (2 or 3));

        Assert.Equal([1000, 200, 200, 1000, 1000], _clock.Waits.Take(5));
        Assert.Equal(["2"], _told);
    }

    [Fact]
    public async Task Repeat_NotReachedForLong_TellsOfTheFirstAndEveryFiftieth()
    {
        await TouchAsync(102, number => number == 52);

        Assert.Equal(["1", "51", "53"], _told);
    }

    [Fact]
    public async Task Repeat_CancelledMeanwhile_Returns()
    {
        using var stop = new CancellationTokenSource();
        var repeats = AgentTouch.RepeatAsync(() => Task.CompletedTask, _ => { }, _clock, stop.Token);

        await stop.CancelAsync();

        await repeats.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
    }

    /// <summary>Runs until the wait after a number of touches.</summary>
    private async Task TouchAsync(int count, Func<int, bool> works)
    {
        using var stop = new CancellationTokenSource();
        var touches = 0;
        var repeats = AgentTouch.RepeatAsync(
            () => works(++touches) ? Task.CompletedTask : Task.FromException(new TimeoutException($"{touches}")), failure => _told.Add(failure.Message), _clock, stop.Token);
        await Eventually.TrueAsync(() =>
        {
            if (_clock.Waits.Count >= count) return true;
            _clock.Advance(AgentTouch.Every);
            return false;
        }, "all touches are done");
        await stop.CancelAsync();
        await repeats;
    }

    private sealed class Clock : FakeTimeProvider
    {
        /// <summary>How long was waited, in milliseconds.</summary>
        public ConcurrentQueue<double> Waits { get; } = [];

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Waits.Enqueue(dueTime.TotalMilliseconds);
            return base.CreateTimer(callback, state, dueTime, period);
        }
    }
}
