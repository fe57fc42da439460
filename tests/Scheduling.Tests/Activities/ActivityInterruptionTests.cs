using Actors.Contracts.Activities;
using Actors.Contracts.Workers;
using Actors.Scheduling.Activities;

namespace Actors.Scheduling.Tests.Activities;

public sealed class ActivityInterruptionTests
{
    private static readonly SchedulingOptions Options = SchedulingOptions.Default;
    private readonly ActivityBench _bench = new();

    public static TheoryData<int> Ways => [0, 1, 2, 3, 4, 5];

    public static TheoryData<ReasonCode> WordsOfTheEngine => [ReasonCode.Evicted, ReasonCode.NodeLost, ReasonCode.Deleted];

    [Theory]
    [MemberData(nameof(Ways))]
    public void Ended_BecauseTheAgentLeaves_UsesUpNoRetryOfLosses(int way)
    {
        _bench.Queued();
        for (var i = 0; i < Options.MaxInfrastructureRetries + 3; i++) Again(() => Interrupt(way));
        Assert.Equal((ActivityStatus.Queued, 0), (_bench.State.Status, _bench.State.InfrastructureFailures));
    }

    [Fact]
    public void Ended_BecauseSomebodyStopsItEachTime_StopsAtLast()
    {
        _bench.Queued();
        for (var i = 0; i < Options.MaxInterruptions; i++) Again(() => Interrupt(5));
        Assert.Equal(ActivityStatus.Queued, _bench.State.Status);
        Again(() => Interrupt(5));
        Assert.Equal((ActivityStatus.Failed, ReasonCode.Evicted), (_bench.State.Status, _bench.State.Reason));
    }

    [Theory]
    [MemberData(nameof(WordsOfTheEngine))]
    public void Ended_TheWorkerWasToldPolitelyAndTheEngineSaysWhy_IsALossEachTime(ReasonCode word)
    {
        _bench.Queued();
        for (var i = 0; i < Options.MaxInfrastructureRetries; i++) Again(() => Polite(word));
        Assert.Equal((ActivityStatus.Queued, 0), (_bench.State.Status, _bench.State.Interruptions));
        Assert.Equal((ActivityBench.Agent, "engine's words"), (_bench.State.Avoid, _bench.State.History[^1].Message));

        Again(() => Polite(word));

        Assert.Equal((ActivityStatus.Failed, word, "engine's words"), (_bench.State.Status, _bench.State.Reason, _bench.State.Message));
    }

    [Fact]
    public void Result_AskedToEnd_HoldsTheAttemptUntilTheReportAlsoOverARestart()
    {
        _bench.Running();
        Assert.True(AskedToEnd().Ok);
        Assert.True(_bench.Last.Durable);
        Assert.Equal((ActivityStatus.Running, ReasonCode.Evicted), (_bench.View.State, _bench.View.Reason));
        Assert.DoesNotContain(_bench.Outstanding, effect => effect is ActivityEffect.TellAgentOver);

        _bench.Reactivate();

        Assert.Equal(_bench.Now + Options.InterruptionWait, _bench.Due);
        _bench.Pass(Options.InterruptionWait - TimeSpan.FromSeconds(1));
        Assert.Equal(ActivityStatus.Running, _bench.State.Status);
        _bench.Pass(TimeSpan.FromSeconds(1));
        Assert.Equal((ActivityStatus.Queued, 1, (DateTimeOffset?)null), (_bench.State.Status, _bench.State.Interruptions, _bench.State.InterruptedAt));
    }

    [Fact]
    public void Result_AskedToEndAndThenAnother_TheFirstCounts()
    {
        _bench.Running();
        AskedToEnd();

        Assert.True(_bench.Result(new() { Succeeded = true }).Ok);

        Assert.Equal(ActivityStatus.Running, _bench.State.Status);
        Assert.False(_bench.Last.Durable);
    }

    [Fact]
    public void Cancel_WhileTheReportIsWaitedFor_EndsAtOnce()
    {
        _bench.Running();
        AskedToEnd();

        _bench.Send(new ActivityEvent.Cancel(0));

        Assert.Equal((ActivityStatus.Cancelled, ReasonCode.Cancelled), (_bench.State.Status, _bench.State.Reason));
        var late = _bench.Exit(ReasonCode.Evicted);
        Assert.Equal((true, true), (late.Over, late.WasOver));
    }

    [Fact]
    public void Exit_OfAnAttemptThatIsHeld_WasNotOverBefore()
    {
        _bench.Running();

        var first = _bench.Exit(ReasonCode.WorkerLost);
        var again = _bench.Exit(ReasonCode.WorkerLost);

        Assert.Equal((true, false, true, true), (first.Over, first.WasOver, again.Over, again.WasOver));
    }

    [Fact]
    public void Ended_ByLossesBetweenInterruptions_CountsTheLosses()
    {
        _bench.Queued();
        for (var i = 0; i < Options.MaxInfrastructureRetries; i++)
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

    private ActivityReply Interrupt(int way)
    {
        switch (way)
        {
            case 0:
                AskedToEnd();
                return _bench.Exit(ReasonCode.AgentLost);
            case 1:
                return _bench.Exit(ReasonCode.ExitCode, WorkerProtocol.ExitCancelled);
            case 2:
                return _bench.Exit(ReasonCode.AgentLost);
            case 3:
                return _bench.Exit(ReasonCode.Cancelled);
            case 4:
                var accepted = AskedToEnd();
                _bench.Pass(Options.InterruptionWait);
                return accepted;
            default:
                AskedToEnd();
                return _bench.Exit(ReasonCode.ExitCode, WorkerProtocol.ExitCancelled);
        }
    }

    private ActivityReply Polite(ReasonCode word)
    {
        AskedToEnd();
        return _bench.Send(new ActivityEvent.WorkerExited(ActivityBench.Holder(), _bench.State.Attempt, word, null, "engine's words"));
    }

    private ActivityReply AskedToEnd() => _bench.Result(new() { Reason = ReasonCode.Cancelled });

    private void Again(Func<ActivityReply> end)
    {
        _bench.Released().Pass(TimeSpan.FromMinutes(2));
        foreach (var agent in new[] { ActivityBench.Agent, ActivityBench.Other })
            _bench.Send(new ActivityEvent.OfferAnswered(agent, _bench.State.Memory.Round, agent == ActivityBench.Agent ? AgentAvailability.Online : AgentAvailability.Offline));
        _bench.Lease().Call();
        Assert.True(end().Ok);
    }
}
