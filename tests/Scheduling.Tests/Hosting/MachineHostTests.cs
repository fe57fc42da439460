using Actors.Scheduling.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace Actors.Scheduling.Tests.Hosting;

public sealed class MachineHostTests
{
    private readonly TaskScheduler _scheduler = new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler;
    private readonly FakeTimeProvider _clock = new();
    private readonly Cell _cell = new();
    private readonly Handler _handler = new();

    [Fact]
    public Task Send_RepliesAfterTheSave() => On(async host =>
    {
        _cell.Gate = new();
        var reply = host.SendAsync(new Counting.Add(2));
        Assert.False(reply.IsCompleted);
        Assert.Equal(0, host.State.Sum);
        _cell.Gate.SetResult();
        Assert.Equal(2, await reply);
        Assert.Equal(2, _cell.Stored!.Sum);
    });

    [Fact]
    public Task Send_DuringASave_SharesTheNextOne() => On(async host =>
    {
        _cell.Gate = new();
        var first = host.SendAsync(new Counting.Add(1));
        var others = Enumerable.Range(0, 5).Select(_ => host.SendAsync(new Counting.Add(1))).ToList();
        _cell.Gate.SetResult();
        var replies = await Task.WhenAll(others);
        Assert.Equal([2, 3, 4, 5, 6], replies);
        Assert.Equal(1, await first);
        Assert.Equal(2, _cell.Saves);
    });

    [Fact]
    public Task Send_NothingDurable_SavesNothing() => On(async host =>
    {
        await host.SendAsync(new Counting.Peek());
        Assert.Equal(0, _cell.Saves);
    });

    [Fact]
    public Task Effect_Fails_IsTriedAgainAfterBackOff() => On(async host =>
    {
        _handler.Failures = 1;
        await host.SendAsync(new Counting.Add(1));
        await Until(() => _handler.Runs == 1);
        _clock.Advance(TimeSpan.FromMilliseconds(100));
        await Until(() => host.State.Told == 1);
        Assert.Equal(2, _handler.Runs);
    });

    [Fact]
    public Task Effect_NotWantedAnyMore_IsDropped() => On(async host =>
    {
        _handler.Failures = 1;
        await host.SendAsync(new Counting.Add(1));
        await Until(() => _handler.Runs == 1);
        await host.SendAsync(new Counting.Told(1));
        _clock.Advance(TimeSpan.FromMinutes(1));
        await host.SendAsync(new Counting.Add(1));
        await Until(() => host.State.Told == 2);
        Assert.Equal([1, 2], _handler.Sums);
    });

    [Fact]
    public async Task Load_DerivesOutstandingEffects()
    {
        _cell.Stored = new(5, 3);
        await On(host => Until(() => host.State.Told == 5));
        Assert.Equal([5], _handler.Sums);
    }

    [Theory]
    [InlineData(3, 1)]
    [InlineData(5, 0)]
    public async Task Load_OpenState_IsStoredOnceMore(int told, int saves)
    {
        _cell.Stored = new(5, told);
        await On(_ =>
        {
            Assert.Equal(saves, _cell.Saves);
            return Task.CompletedTask;
        });
    }

    [Fact]
    public async Task Load_SomebodyElseStoredMeanwhile_DoesNothing()
    {
        _cell.Stored = new(5, 3);
        _cell.Error = new IOException("somebody else stored");
        await Assert.ThrowsAsync<IOException>(() => On(_ => Task.CompletedTask));
        Assert.Equal(0, _handler.Runs);
    }

    [Fact]
    public Task Save_Fails_PoisonsTheHost() => On(async host =>
    {
        _cell.Error = new IOException("disk full");
        await Assert.ThrowsAsync<HostPoisonedException>(() => host.SendAsync(new Counting.Add(1)));
        _cell.Error = null;
        await Assert.ThrowsAsync<HostPoisonedException>(() => host.SendAsync(new Counting.Peek()));
        Assert.Equal(0, host.State.Sum);
        Assert.Equal("disk full", host.Poison?.Message);
        Assert.Equal(0, _handler.Runs);
    });

    [Fact]
    public async Task Send_BeforeLoad_SaysSo()
    {
        await using var host = new MachineHost<Count, Counting, Tell, int>(new CountingMachine(), _cell, _handler, _clock);
        await Assert.ThrowsAsync<InvalidOperationException>(() => host.SendAsync(new Counting.Peek()));
    }

    /// <summary>Runs on a scheduler of one thing at a time, as an activation does.</summary>
    private Task On(Func<MachineHost<Count, Counting, Tell, int>, Task> test) => Task.Factory.StartNew(async () =>
    {
        await using var host = new MachineHost<Count, Counting, Tell, int>(new CountingMachine(), _cell, _handler, _clock);
        await host.LoadAsync(TestContext.Current.CancellationToken);
        await test(host);
    }, TestContext.Current.CancellationToken, TaskCreationOptions.None, _scheduler).Unwrap();

    private static async Task Until(Func<bool> condition)
    {
        for (var i = 0; i < 2_000 && !condition(); i++) await Task.Delay(5, TestContext.Current.CancellationToken);
        Assert.True(condition(), "the condition did not come true within 10 s");
    }

    private sealed class Cell : IStateCell<Count>
    {
        public Count? Stored { get; set; }

        public int Saves { get; private set; }

        public Exception? Error { get; set; }

        public TaskCompletionSource? Gate { get; set; }

        public ValueTask<Count?> LoadAsync(CancellationToken cancellationToken) => new(Stored);

        public async ValueTask SaveAsync(Count state, CancellationToken cancellationToken)
        {
            if (Gate is not null) await Gate.Task;
            if (Error is not null) throw Error;
            Saves++;
            Stored = state;
        }

        public ValueTask ClearAsync(CancellationToken cancellationToken)
        {
            Stored = null;
            return default;
        }
    }

    private sealed class Handler : IEffectHandler<Tell, Counting>
    {
        public int Failures { get; set; }

        public int Runs => Sums.Count;

        public List<int> Sums { get; } = [];

        public ValueTask<Counting?> RunAsync(Tell effect, CancellationToken cancellationToken)
        {
            Sums.Add(effect.Sum);
            return Failures-- > 0 ? throw new IOException("not now") : new(new Counting.Told(effect.Sum));
        }
    }
}
