using Actors.Scheduling.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace Actors.Scheduling.Tests.Hosting;

public sealed class MachineHostErrorTests : IEffectHandler<Tell, Counting>, IStateCell<Count>
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);
    private readonly TaskScheduler _scheduler = new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler;
    private readonly TaskCompletionSource<Exception> _poisoned = new();
    private int _poisonings;

    [Fact]
    public Task Changed_Throws_PoisonsTheHostInsteadOfHangingIt() => On(new() { Changed = () => throw new IOException("changed") }, async host =>
    {
        Assert.Equal(1, await host.SendAsync(new Counting.Add(1)).WaitAsync(Deadline, TestContext.Current.CancellationToken));
        await Assert.ThrowsAsync<HostPoisonedException>(() => host.SendAsync(new Counting.Peek()).WaitAsync(Deadline, TestContext.Current.CancellationToken));
        Assert.Equal("changed", (await _poisoned.Task.WaitAsync(Deadline, TestContext.Current.CancellationToken)).Message);
    });

    [Fact]
    public Task EffectFailed_Throws_PoisonsTheHostOnce() => On(new() { EffectFailed = (_, _, _) => throw new IOException("callback") }, async host =>
    {
        foreach (var value in Enumerable.Range(1, 3)) await host.SendAsync(new Counting.Add(value)).WaitAsync(Deadline, TestContext.Current.CancellationToken);
        Assert.Equal("callback", (await _poisoned.Task.WaitAsync(Deadline, TestContext.Current.CancellationToken)).Message);
        await Assert.ThrowsAsync<HostPoisonedException>(() => host.SendAsync(new Counting.Peek()).WaitAsync(Deadline, TestContext.Current.CancellationToken));
        Assert.Equal(1, _poisonings);
    });

    ValueTask<Counting?> IEffectHandler<Tell, Counting>.RunAsync(Tell effect, CancellationToken cancellationToken) => throw new IOException("effect");

    ValueTask<Count?> IStateCell<Count>.LoadAsync(CancellationToken cancellationToken) => default;

    ValueTask IStateCell<Count>.SaveAsync(Count state, CancellationToken cancellationToken) => default;

    ValueTask IStateCell<Count>.ClearAsync(CancellationToken cancellationToken) => default;

    private Task On(HostCallbacks<Tell> callbacks, Func<MachineHost<Count, Counting, Tell, int>, Task> test) => Task.Factory.StartNew(async () =>
    {
        var all = callbacks with { Poisoned = Poisoned };
        await using var host = new MachineHost<Count, Counting, Tell, int>(new CountingMachine(), this, this, new FakeTimeProvider(), all);
        await host.LoadAsync(TestContext.Current.CancellationToken);
        await test(host);
    }, TestContext.Current.CancellationToken, TaskCreationOptions.None, _scheduler).Unwrap();

    private void Poisoned(Exception error)
    {
        _poisonings++;
        _poisoned.TrySetResult(error);
    }
}
