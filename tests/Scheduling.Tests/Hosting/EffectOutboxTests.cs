using Actors.Scheduling.Hosting;

namespace Actors.Scheduling.Tests.Hosting;

public sealed class EffectOutboxTests
{
    private static readonly DateTimeOffset Now = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly EffectOutbox<string> _outbox = new();

    [Fact]
    public void Add_SameEffectTwice_IsCarriedOutOnce()
    {
        _outbox.Add("x");
        _outbox.Add("x");
        Assert.True(_outbox.TryTake(Now, out _, out _));
        _outbox.Done("x");
        Assert.False(_outbox.TryTake(Now, out _, out _));
    }

    [Fact]
    public void Add_WhileItRuns_IsCarriedOutOnceMore()
    {
        _outbox.Add("x");
        _outbox.TryTake(Now, out _, out _);
        _outbox.Add("x");
        Assert.False(_outbox.TryTake(Now, out _, out _));
        _outbox.Done("x");
        Assert.True(_outbox.TryTake(Now, out _, out _));
    }

    [Fact]
    public void Failed_BacksOffUpToTenSeconds()
    {
        _outbox.Add("x");
        var waits = new List<double>();
        var now = Now;
        for (var i = 0; i < 9; i++)
        {
            Assert.True(_outbox.TryTake(now, out _, out var failures));
            Assert.Equal(i, failures);
            _outbox.Failed("x", now);
            waits.Add((_outbox.NextAt!.Value - now).TotalSeconds);
            now = _outbox.NextAt.Value;
        }

        Assert.Equal([0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 6.4, 10, 10], waits);
    }
}
