using Actors.Contracts.Activities;
using Actors.Scheduling.Activities;

namespace Actors.Scheduling.Tests.Activities;

public sealed class ActivityStateCheckTests
{
    private readonly ActivityBench _bench = new();

    [Fact]
    public void Tick_NextRound_ChecksTheStateAgain()
    {
        Free().Pass(TimeSpan.FromSeconds(5));
        Assert.Equal(new ActivityEffect.CheckState(_bench.State.Memory.Round), Assert.Single(_bench.Outstanding));
    }

    [Fact]
    public void LeaseRequest_StateKeptAsideWhileItWaitedForASlot_IsRefused()
    {
        Free().Pass(TimeSpan.FromSeconds(5));
        Assert.Equal(ActivityRefusal.NotReady, Lease().Refusal);
        Answer("A state is kept aside.");
        Assert.Equal(ActivityRefusal.NotReady, Lease().Refusal);
        Assert.Equal(ReasonCode.StateLocked, _bench.View.Reason);
        _bench.Pass(TimeSpan.FromSeconds(5));
        Answer(null);
        Assert.True(Lease().Ok);
    }

    [Fact]
    public void StateChecked_OfAnEarlierRound_DoesNotCount()
    {
        var earlier = Free().State.Memory.Round;
        _bench.Pass(TimeSpan.FromSeconds(5));
        _bench.Send(new ActivityEvent.StateChecked(earlier, null));
        Assert.False(Lease().Ok);
    }

    [Fact]
    public void StateChecked_LaterThanARound_Counts()
    {
        Free().Pass(TimeSpan.FromSeconds(5));
        var asked = _bench.State.Memory.Round;
        _bench.Pass(TimeSpan.FromSeconds(30));
        _bench.Send(new ActivityEvent.StateChecked(asked, null));
        Assert.True(Lease().Ok);
    }

    [Fact]
    public void Tick_WhileItIsChecked_SaysNothingNewToPeople()
    {
        Free();
        var view = _bench.View;
        _bench.Pass(TimeSpan.FromSeconds(5));
        Assert.Equal((view.State, view.Reason), (_bench.View.State, _bench.View.Reason));
    }

    private ActivityBench Free()
    {
        _bench.Queued(_bench.Spec with { UsesState = true });
        Answer(null);
        return _bench;
    }

    private void Answer(string? blocked) => _bench.Send(new ActivityEvent.StateChecked(_bench.State.Memory.Round, blocked));

    private ActivityReply Lease() => _bench.Send(new ActivityEvent.LeaseRequest(ActivityBench.Holder(), 1));
}
