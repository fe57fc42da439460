using Actors.Contracts.Activities;
using Actors.Scheduling.Activities;

namespace Actors.Scheduling.Tests.Activities;

public sealed class ActivityTimeTests
{
    [Fact]
    public void AgentLost_BeforeTheFirstCall_GoesElsewhereAfterBackOff()
    {
        var bench = new ActivityBench().Leased();
        bench.Send(new ActivityEvent.AgentLost(ActivityBench.Holder(), 1));
        Assert.Equal((ActivityStatus.Waiting, ReasonCode.BackOff), (bench.View.State, bench.View.Reason));
        Assert.DoesNotContain(bench.Outstanding, effect => effect is ActivityEffect.Offer);
        bench.Released().Pass(TimeSpan.FromSeconds(2));
        Assert.Equal([ActivityBench.Other], bench.Outstanding.OfType<ActivityEffect.Offer>().Select(offer => offer.Agent));
    }

    [Fact]
    public void AgentLost_AfterTheFirstCall_IsNotHeeded()
    {
        var bench = new ActivityBench().Running();
        bench.Send(new ActivityEvent.AgentLost(ActivityBench.Holder(), 1));
        Assert.Equal(ActivityStatus.Running, bench.State.Status);
    }

    [Fact]
    public void Lost_OtherAgentsOffline_ComesBackToTheLastOne()
    {
        var bench = new ActivityBench().Leased();
        bench.Send(new ActivityEvent.AgentLost(ActivityBench.Holder(), 1));
        bench.Released().Pass(TimeSpan.FromSeconds(2));
        bench.Send(new ActivityEvent.OfferAnswered(ActivityBench.Other, bench.State.Memory.Round, AgentAvailability.Offline));
        Assert.Equal([ActivityBench.Agent], bench.Outstanding.OfType<ActivityEffect.Offer>().Select(offer => offer.Agent));
    }

    [Fact]
    public void Lost_FourTimes_Fails()
    {
        var bench = new ActivityBench().Queued(new ActivityBench().Spec with { Agents = [ActivityBench.Agent] });
        foreach (var wait in new[] { 1, 2, 4 })
        {
            bench.Lease().Call().Exit(ReasonCode.NodeLost);
            Assert.Equal(bench.Now.AddSeconds(wait), bench.State.NotBefore);
            bench.Released().Pass(TimeSpan.FromSeconds(wait));
        }

        bench.Lease().Call().Exit(ReasonCode.NodeLost);
        Assert.Equal((ActivityStatus.Failed, ReasonCode.NodeLost, 4), (bench.State.Status, bench.State.Reason, bench.State.History.Count));
    }

    [Fact]
    public void LeaseRequest_BeforeTheOldAttemptIsReleased_IsRefused()
    {
        var bench = new ActivityBench().Leased();
        bench.Send(new ActivityEvent.AgentLost(ActivityBench.Holder(), 1));
        bench.Pass(TimeSpan.FromSeconds(2));
        Assert.Equal(ActivityRefusal.NotReady, bench.Send(new ActivityEvent.LeaseRequest(ActivityBench.Holder(agent: ActivityBench.Other), 2)).Refusal);
    }

    [Fact]
    public void JobFailure_WithAttemptsLeft_IsTriedAgain()
    {
        var bench = new ActivityBench();
        bench.Running(bench.Spec with { MaxAttempts = 2 }).Result(new() { Reason = ReasonCode.JobFailed });
        Assert.Equal(ActivityStatus.Queued, bench.State.Status);
        bench.Released().Pass(TimeSpan.FromSeconds(2)).Lease().Call().Result(new() { Reason = ReasonCode.JobFailed });
        Assert.Equal(ActivityStatus.Failed, bench.State.Status);
    }

    [Theory]
    [InlineData(ReasonCode.InvalidInput)]
    [InlineData(ReasonCode.ToolMissing)]
    [InlineData(ReasonCode.LimitExceeded)]
    public void JobFailure_ThatTryingAgainCannotMend_EndsAtOnce(ReasonCode reason)
    {
        var bench = new ActivityBench();
        bench.Running(bench.Spec with { MaxAttempts = 3 }).Result(new() { Reason = reason, Message = "why" });
        Assert.Equal((ActivityStatus.Failed, reason, "why", 1), (bench.State.Status, bench.State.Reason, bench.State.Message, bench.State.Attempt));
    }

    [Fact]
    public void Create_HigherGeneration_GivesAFailedOneItsNextAttempt()
    {
        var bench = new ActivityBench().Running();
        bench.Result(new() { Reason = ReasonCode.JobFailed, Plan = new() { Add = 3 } });
        Assert.NotNull(bench.State.Plan);
        bench.Released().Send(new ActivityEvent.Create(bench.Spec with { Generation = 1 }));
        Assert.Null(bench.State.Plan);
        Assert.Equal((ActivityStatus.Queued, 1, 1), (bench.State.Status, bench.State.Generation, bench.State.Attempt));
        Assert.True(bench.Last.Durable);
        Assert.Equal(2, bench.Lease().State.Attempt);
    }

    [Fact]
    public void Silence_CountsFromTheActivation()
    {
        var bench = new ActivityBench().Running();
        bench.Pass(TimeSpan.FromSeconds(119));
        bench.Reactivate().Pass(TimeSpan.FromSeconds(119));
        Assert.Equal(ActivityStatus.Running, bench.State.Status);
        bench.Pass(TimeSpan.FromSeconds(1));
        Assert.Equal((ActivityStatus.Queued, ReasonCode.WorkerLost), (bench.State.Status, bench.State.Reason));
    }

    [Fact]
    public void Heard_RenewsWithoutAWrite()
    {
        var bench = new ActivityBench().Running();
        bench.Pass(TimeSpan.FromSeconds(100)).Send(new ActivityEvent.Heard(1, "nonce"));
        Assert.False(bench.Last.Durable);
        Assert.Equal(bench.Now.AddSeconds(120), bench.Due);
    }

    [Fact]
    public void StartToClose_Passed_StopsAndFails()
    {
        var bench = new ActivityBench();
        bench.Running(bench.Spec with { StartToClose = TimeSpan.FromSeconds(10), Silence = TimeSpan.FromHours(1) }).Pass(TimeSpan.FromSeconds(41));
        Assert.Equal(ActivityStatus.Cancelling, bench.State.Status);
        bench.Exit(ReasonCode.WorkerLost, 137);
        Assert.Equal((ActivityStatus.Failed, ReasonCode.DeadlineExceeded), (bench.State.Status, bench.State.Reason));
    }

    [Fact]
    public void ScheduleToStart_Passed_FailsAndSaysWhatItWaitedFor()
    {
        var bench = new ActivityBench();
        bench.Queued(bench.Spec with { ScheduleToStart = TimeSpan.FromSeconds(30), Agents = [] }).Pass(TimeSpan.FromSeconds(30));
        Assert.Equal(ReasonCode.DeadlineExceeded, bench.State.Reason);
        Assert.Contains("No agent is associated", bench.State.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void StartTimeout_Passed_IsTriedAgain()
    {
        var bench = new ActivityBench().Leased().Pass(new SchedulingOptions().StartTimeout);
        Assert.Equal((ActivityStatus.Queued, ReasonCode.WorkerLost), (bench.State.Status, bench.State.Reason));
    }

    [Fact]
    public void Offers_AreRepeated()
    {
        var bench = new ActivityBench().Queued();
        foreach (var agent in new[] { ActivityBench.Agent, ActivityBench.Other })
            bench.Send(new ActivityEvent.OfferAnswered(agent, bench.State.Memory.Round, AgentAvailability.Full));
        Assert.Empty(bench.Outstanding);
        bench.Pass(TimeSpan.FromSeconds(5));
        Assert.Equal(2, bench.Outstanding.OfType<ActivityEffect.Offer>().Count());
    }

    [Fact]
    public void Offers_StateBlocked_AreHeldBackUntilFree()
    {
        var bench = new ActivityBench();
        bench.Queued(bench.Spec with { UsesState = true });
        Assert.IsType<ActivityEffect.CheckState>(Assert.Single(bench.Outstanding));
        bench.Send(new ActivityEvent.StateChecked(bench.State.Memory.Round, "A state is kept aside."));
        Assert.Equal((ActivityStatus.Waiting, ReasonCode.StateLocked), (bench.View.State, bench.View.Reason));
        Assert.False(bench.Send(new ActivityEvent.LeaseRequest(ActivityBench.Holder(), 1)).Ok);
        bench.Pass(TimeSpan.FromSeconds(5));
        Assert.IsType<ActivityEffect.CheckState>(Assert.Single(bench.Outstanding));
        bench.Send(new ActivityEvent.StateChecked(bench.State.Memory.Round, null));
        Assert.Equal(2, bench.Outstanding.OfType<ActivityEffect.Offer>().Count());
    }

    [Theory]
    [InlineData(AgentAvailability.Full, AgentAvailability.Offline, ReasonCode.AgentsFull)]
    [InlineData(AgentAvailability.Offline, AgentAvailability.Offline, ReasonCode.AgentsOffline)]
    [InlineData(AgentAvailability.Draining, AgentAvailability.Offline, ReasonCode.AgentsDraining)]
    [InlineData(AgentAvailability.Online, AgentAvailability.Offline, ReasonCode.None)]
    public void View_Queued_SaysWhyItWaits(AgentAvailability first, AgentAvailability second, ReasonCode reason)
    {
        var bench = new ActivityBench().Queued();
        bench.Send(new ActivityEvent.OfferAnswered(ActivityBench.Agent, 0, first));
        bench.Send(new ActivityEvent.OfferAnswered(ActivityBench.Other, 0, second));
        Assert.Equal(reason, bench.View.Reason);
    }

    [Theory]
    [InlineData(AgentAvailability.Full, AgentAvailability.Full, "All slots of agents '", "' are taken. It gets one that becomes free, in its turn; more slots (numWorkers of the Agent) or another agent help.")]
    [InlineData(AgentAvailability.Full, AgentAvailability.Offline, "All slots of agent '", "' are taken. It gets one that becomes free, in its turn; more slots (numWorkers of the Agent) or another agent help.")]
    [InlineData(AgentAvailability.Draining, AgentAvailability.Draining, "agents '", "' are drained: resume one, or associate another agent.")]
    [InlineData(AgentAvailability.Draining, AgentAvailability.Offline, "agent '", "' is drained: resume it, or associate another agent.")]
    [InlineData(AgentAvailability.Offline, AgentAvailability.Offline, "agents '", "' do not poll: start one, or associate another agent.")]
    [InlineData(AgentAvailability.Online, AgentAvailability.Offline, "On offer to agents '", "': the first that asks gets it.")]
    public void View_Queued_NamesOneAgentOrSeveral(AgentAvailability first, AgentAvailability second, string begin, string end)
    {
        var bench = new ActivityBench().Queued();
        bench.Send(new ActivityEvent.OfferAnswered(ActivityBench.Agent, 0, first));
        bench.Send(new ActivityEvent.OfferAnswered(ActivityBench.Other, 0, second));
        Assert.StartsWith(begin, bench.View.Message, StringComparison.Ordinal);
        Assert.EndsWith(end, bench.View.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Resume_Held_AnnouncesToTheQueueAgain()
    {
        var bench = new ActivityBench().Running();
        Assert.Empty(bench.Outstanding);
        Assert.Equal(ActivityBench.Agent, Assert.IsType<ActivityEffect.AnnounceHeld>(Assert.Single(bench.Reactivate().Outstanding)).Value.Holder.Agent);
    }
}
