using Actors.Grains.Queues;

namespace Actors.Grains.Tests.Queues;

public sealed class PollSignalTests
{
    private readonly PollSignal _signal = new();

    [Fact]
    public void Listen_FirstPollOfANewSession_Waits()
    {
        var old = _signal.Listen(current: 1, epoch: 1, number: 5);
        var first = _signal.Listen(current: 2, epoch: 2, number: 1);
        Assert.True(old.IsCompleted);
        Assert.False(first.IsCompleted);
        _signal.Wake(2, 1);
        Assert.True(first.IsCompleted);
    }

    [Theory]
    [InlineData(1, 9)]
    [InlineData(3, 1)]
    public void Listen_PollOfAnotherSession_LeavesTheCurrentOneWaiting(long epoch, long number)
    {
        var current = _signal.Listen(current: 2, epoch: 2, number: 1);
        Assert.True(_signal.Listen(current: 2, epoch, number).IsCompleted);
        Assert.False(current.IsCompleted);
        Assert.False(_signal.Listen(current: 2, epoch: 2, number: 2).IsCompleted);
    }

    [Fact]
    public void Listen_OlderNumber_DoesNotWaitAndDoesNotDisturb()
    {
        var newer = _signal.Listen(1, 1, 2);
        Assert.True(_signal.Listen(1, 1, 1).IsCompleted);
        Assert.False(newer.IsCompleted);
    }

    [Fact]
    public void Wake_OlderSession_LeavesTheCurrentOneWaiting()
    {
        var current = _signal.Listen(2, 2, 1);
        _signal.Wake(1, 7);
        Assert.False(current.IsCompleted);
    }
}
