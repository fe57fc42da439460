using Actors.Silo.Api;
using Actors.Silo.Workers;

namespace Actors.Silo.Tests.Workers;

public sealed class WorkDirGateTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Enter_SameActivity_WaitsForTheOneBefore()
    {
        using var gate = new WorkDirGate();
        var first = await gate.EnterAsync("a", Cancellation);
        var second = gate.EnterAsync("a", Cancellation).AsTask();
        using var other = await gate.EnterAsync("b", Cancellation);
        Assert.False(second.IsCompleted);

        first.Dispose();
        (await second).Dispose();
    }

    [Fact]
    public async Task Enter_ManyActivities_AFewAtATime()
    {
        using var gate = new WorkDirGate();
        var inside = new List<IDisposable>();
        for (var i = 0; i < WorkDirGate.Most; i++)
        {
            inside.Add(await gate.EnterAsync($"{i}", Cancellation));
        }

        var waits = gate.EnterAsync("more", Cancellation).AsTask();
        Assert.False(waits.IsCompleted);
        inside[0].Dispose();
        (await waits).Dispose();
        inside.ForEach(each => each.Dispose());
    }

    [Fact]
    public async Task Enter_TooManyWait_IsRefused()
    {
        using var gate = new WorkDirGate();
        using var first = await gate.EnterAsync("a", Cancellation);
        using var given = new CancellationTokenSource();
        var waiting = Enumerable.Range(0, 8).Select(_ => gate.EnterAsync("a", given.Token).AsTask()).ToList();

        await Assert.ThrowsAsync<ApiException>(async () => await gate.EnterAsync("a", Cancellation));
        await given.CancelAsync();
        await Task.WhenAll(waiting.Select(each => Assert.ThrowsAnyAsync<OperationCanceledException>(() => each)));
    }
}
