using Actors.Contracts.Activities;
using Actors.Contracts.Workers;
using Actors.Scheduling.Activities;

namespace Actors.Scheduling.Tests.Activities;

public sealed class ActivityInterruptionTests
{
    private readonly ActivityBench _bench = new();

    public static TheoryData<int> Ways => [0, 1, 2, 3];

    [Theory]
    [MemberData(nameof(Ways))]
    public void Ended_BecauseTheAgentLeaves_UsesUpNoRetryOfLosses(int way)
    {
        _bench.Queued();
        for (var i = 0; i < SchedulingOptions.Default.MaxInfrastructureRetries + 3; i++) Again(() => Interrupt(way));
        Assert.Equal((ActivityStatus.Queued, 0), (_bench.State.Status, _bench.State.InfrastructureFailures));
    }

    [Fact]
    public void Ended_BecauseTheEngineEvictsItEachTime_StopsAtLast()
    {
        _bench.Queued();
        for (var i = 0; i < SchedulingOptions.Default.MaxInterruptions; i++) Again(() => Interrupt(0));
        Assert.Equal(ActivityStatus.Queued, _bench.State.Status);
        Again(() => Interrupt(0));
        Assert.Equal((ActivityStatus.Failed, ReasonCode.Evicted), (_bench.State.Status, _bench.State.Reason));
    }

    [Fact]
    public void Ended_ByLossesBetweenInterruptions_CountsTheLosses()
    {
        _bench.Queued();
        for (var i = 0; i < SchedulingOptions.Default.MaxInfrastructureRetries; i++)
        {
            Again(() => Interrupt(2));
            Again(() => _bench.Exit(ReasonCode.WorkerLost));
        }

        Assert.Equal(ActivityStatus.Queued, _bench.State.Status);
        Again(() => _bench.Exit(ReasonCode.Evicted));
        Assert.Equal((ActivityStatus.Failed, ReasonCode.Evicted), (_bench.State.Status, _bench.State.Reason));
    }

    [Fact]
    public void AgentLost_ItStoppedPolling_IsALoss()
    {
        _bench.Leased();
        _bench.Send(new ActivityEvent.AgentLost(ActivityBench.Holder(), 1));
        Assert.Equal((1, 0), (_bench.State.InfrastructureFailures, _bench.State.Interruptions));
    }

    private ActivityReply Interrupt(int way) => way switch
    {
        0 => _bench.Result(new() { Reason = ReasonCode.Cancelled }),
        1 => _bench.Exit(ReasonCode.ExitCode, WorkerProtocol.ExitCancelled),
        2 => _bench.Exit(ReasonCode.AgentLost),
        _ => _bench.Exit(ReasonCode.Cancelled),
    };

    private void Again(Func<ActivityReply> end)
    {
        _bench.Released().Pass(TimeSpan.FromMinutes(2));
        foreach (var agent in new[] { ActivityBench.Agent, ActivityBench.Other })
            _bench.Send(new ActivityEvent.OfferAnswered(agent, _bench.State.Memory.Round, agent == ActivityBench.Agent ? AgentAvailability.Online : AgentAvailability.Offline));
        _bench.Lease().Call();
        Assert.True(end().Ok);
    }
}
