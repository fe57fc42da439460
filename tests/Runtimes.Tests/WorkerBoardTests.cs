using Actors.Contracts.Runtimes;
using static Actors.Runtimes.Tests.WorkerChangesTests;

namespace Actors.Runtimes.Tests;

public sealed class WorkerBoardTests
{
    private readonly WorkerBoard _board = new();

    [Fact]
    public void Publish_TheSame_WakesNobody()
    {
        _board.Publish(Named(Worker("a")), _board.View.Deleted);
        var view = _board.View;

        _board.Publish(Named(Worker("a")), view.Deleted);

        Assert.Same(view, _board.View);
        Assert.False(view.Next.IsCompleted);
    }

    [Fact]
    public void Publish_OnlyWhatWasDeleted_IsNews()
    {
        var view = _board.View;

        _board.Publish(Named(), view.Deleted.Add("a", Worker("a", WorkerPhase.Gone)));

        Assert.True(view.Next.IsCompletedSuccessfully);
        Assert.Equal("a", Assert.Single(_board.View.Deleted).Key);
    }

    [Fact]
    public async Task Watch_ChangesOneByOne_TellsEachToEveryListener()
    {
        _board.Publish(Named(Worker("a")), _board.View.Deleted);
        await using var first = _board.WatchAsync(TestContext.Current.CancellationToken).GetAsyncEnumerator(TestContext.Current.CancellationToken);
        await using var second = _board.WatchAsync(TestContext.Current.CancellationToken).GetAsyncEnumerator(TestContext.Current.CancellationToken);
        foreach (var expected in new[] { Worker("a"), Worker("a", WorkerPhase.Ended), Worker("a", WorkerPhase.Gone) })
        {
            _board.Publish(expected.Phase == WorkerPhase.Gone ? Named() : Named(expected), _board.View.Deleted);

            Assert.Equal(expected, await NextAsync(first));
            Assert.Equal(expected, await NextAsync(second));
        }
    }

    [Fact]
    public async Task Watch_Cancelled_Ends()
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        await using var watch = _board.WatchAsync(end.Token).GetAsyncEnumerator(end.Token);
        var next = watch.MoveNextAsync();

        await end.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await next);
    }

    private static async Task<WorkerObservation> NextAsync(IAsyncEnumerator<WorkerObservation> watch)
    {
        Assert.True(await watch.MoveNextAsync());
        return watch.Current;
    }
}
