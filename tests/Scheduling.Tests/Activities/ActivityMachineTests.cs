using System.Text.Json;
using Actors.Contracts.Activities;
using Actors.Contracts.Workers;
using Actors.Scheduling.Activities;
using Actors.Scheduling.Hosting;

namespace Actors.Scheduling.Tests.Activities;

public sealed class ActivityMachineTests
{
    [Fact]
    public void Handle_NotCreated_AcceptsOnlyCreation()
    {
        var bench = new ActivityBench();
        Assert.Equal(ActivityRefusal.NotCreated, bench.Send(new ActivityEvent.LeaseRequest(ActivityBench.Holder(), 1)).Refusal);
        Assert.Equal(ActivityRefusal.NotCreated, bench.Send(new ActivityEvent.SessionOpened(1, "n", null)).Refusal);
        Assert.True(bench.Send(new ActivityEvent.WorkerExited(ActivityBench.Holder(), 1, ReasonCode.None, 0, null)).Over);
        Assert.True(bench.Send(new ActivityEvent.Create(bench.Spec)).Ok);
        Assert.False(bench.Last.Durable);
    }

    [Fact]
    public void Create_BeforeTheRunAnswered_OffersNothing()
    {
        var bench = new ActivityBench();
        bench.Send(new ActivityEvent.Create(bench.Spec));
        Assert.Equal([new ActivityEffect.AskRun("r1", "app", 0)], bench.Outstanding);
        bench.Send(new ActivityEvent.RunAnswered(0, true));
        Assert.Equal([ActivityBench.Agent, ActivityBench.Other], bench.Outstanding.OfType<ActivityEffect.Offer>().Select(offer => offer.Agent));
    }

    [Fact]
    public void Create_RunDoesNotWait_LeavesNoTrace()
    {
        var bench = new ActivityBench();
        bench.Send(new ActivityEvent.Create(bench.Spec));
        bench.Send(new ActivityEvent.RunAnswered(0, false));
        Assert.Null(bench.State.Spec);
        Assert.Equal(Persistence.Clear, bench.Last.Persistence);
    }

    [Fact]
    public void Handle_WholeLife_WritesThreeTimes()
    {
        var bench = new ActivityBench();
        var writes = 0;
        void Send(ActivityEvent @event)
        {
            Assert.True(bench.Send(@event).Ok);
            if (bench.Last.Durable) writes++;
        }

        Send(new ActivityEvent.Create(bench.Spec));
        Send(new ActivityEvent.RunAnswered(0, true));
        Send(new ActivityEvent.OfferAnswered(ActivityBench.Agent, 0, AgentAvailability.Online));
        Send(new ActivityEvent.LeaseRequest(ActivityBench.Holder(), 1));
        Send(new ActivityEvent.SessionOpened(1, "nonce", "w"));
        Send(new ActivityEvent.Heard(1, "nonce"));
        Send(new ActivityEvent.Result(1, "nonce", new() { Succeeded = true, Outputs = new() { ["x"] = 1 } }));
        Send(new ActivityEvent.AttemptReleased(1));
        Send(new ActivityEvent.OverKnown(1));
        Assert.Equal(ActivityStatus.Succeeded, Assert.Single(bench.Outstanding.OfType<ActivityEffect.NotifyEnded>()).Outcome.Status);
        Send(new ActivityEvent.OutcomeKnown(0));
        Assert.Empty(bench.Outstanding);
        Assert.Equal(3, writes);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Result_WithAPlan_ItIsShownHoweverItEnded(bool succeeded)
    {
        var bench = new ActivityBench().Running();
        Assert.Null(ActivityMachine.ViewOf(bench.State)!.Plan);
        bench.Result(new() { Succeeded = succeeded, Reason = succeeded ? ReasonCode.None : ReasonCode.TofuFailed, Plan = new() { Add = 2, Destroy = 1 } });

        Assert.Equal(new PlanSummary { Add = 2, Destroy = 1 }, ActivityMachine.ViewOf(bench.Reactivate().State)!.Plan);
    }

    [Fact]
    public void LeaseRequest_SecondAgent_IsRefused()
    {
        var bench = new ActivityBench().Leased();
        Assert.Equal(ActivityRefusal.NotYours, bench.Send(new ActivityEvent.LeaseRequest(ActivityBench.Holder(agent: ActivityBench.Other), 1)).Refusal);
        Assert.True(bench.Send(new ActivityEvent.LeaseRequest(ActivityBench.Holder(), 1)).Ok);
        Assert.False(bench.Last.Durable);
    }

    [Fact]
    public void LeaseRequest_AgentThatMayNot_IsRefused() =>
        Assert.False(new ActivityBench().Queued().Send(new ActivityEvent.LeaseRequest(ActivityBench.Holder(agent: "org/default/stranger"), 1)).Ok);

    [Fact]
    public void SessionOpened_OtherNonce_IsRefused()
    {
        var bench = new ActivityBench().Running();
        Assert.True(bench.Send(new ActivityEvent.SessionOpened(1, "nonce", "worker")).Ok);
        Assert.Equal(ActivityRefusal.NotYours, bench.Send(new ActivityEvent.SessionOpened(1, "other", "worker")).Refusal);
    }

    [Fact]
    public void Result_OfOldAttempt_ChangesNothing()
    {
        var bench = new ActivityBench().Running();
        bench.Exit(ReasonCode.WorkerLost);
        bench.Released().Pass(TimeSpan.FromSeconds(2)).Lease(ActivityBench.Other).Call();
        var before = JsonSerializer.Serialize(bench.State);
        Assert.Equal(ActivityRefusal.NotCurrent, bench.Result(new() { Succeeded = true }, attempt: 1).Refusal);
        Assert.Equal(before, JsonSerializer.Serialize(bench.State));
    }

    [Fact]
    public void Result_Repeated_IsAcceptedAndWritesNothing()
    {
        var bench = new ActivityBench().Running();
        Assert.True(bench.Result(new() { Succeeded = true }).Ok);
        Assert.True(bench.Reactivate().Result(new() { Succeeded = true }).Ok);
        Assert.False(bench.Last.Durable);
        Assert.False(bench.Result(new() { Succeeded = true }, nonce: "other").Ok);
    }

    [Fact]
    public void Cancel_BeforeTheFirstCall_EndsAtOnce()
    {
        var bench = new ActivityBench().Leased();
        bench.Send(new ActivityEvent.Cancel(0));
        Assert.Equal(ActivityStatus.Cancelled, bench.State.Status);
        Assert.False(bench.Send(new ActivityEvent.SessionOpened(1, "nonce", null)).Ok);
    }

    [Fact]
    public void Cancel_ResultBeforeTheStop_Wins()
    {
        var bench = new ActivityBench().Running();
        bench.Send(new ActivityEvent.Cancel(0));
        Assert.Equal(ActivityStatus.Cancelling, bench.State.Status);
        Assert.Single(bench.Outstanding.OfType<ActivityEffect.TellAgentCancel>());
        Assert.True(bench.Send(new ActivityEvent.Heard(1)).Cancel);
        Assert.True(bench.Result(new() { Succeeded = true }).Ok);
        Assert.Equal(ActivityStatus.Succeeded, bench.State.Status);
    }

    [Fact]
    public void Cancel_StopConfirmed_IsCancelled()
    {
        var bench = new ActivityBench().Running();
        bench.Send(new ActivityEvent.Cancel(0));
        Assert.True(bench.Exit(ReasonCode.WorkerLost, 137).Over);
        Assert.Equal((ActivityStatus.Cancelled, ReasonCode.Cancelled), (bench.State.Status, bench.State.Reason));
    }

    [Theory]
    [InlineData(ReasonCode.None, 0, ReasonCode.ResultLost, ActivityStatus.Failed)]
    [InlineData(ReasonCode.None, 7, ReasonCode.ExitCode, ActivityStatus.Failed)]
    [InlineData(ReasonCode.OutOfMemory, 137, ReasonCode.OutOfMemory, ActivityStatus.Failed)]
    [InlineData(ReasonCode.ImagePull, null, ReasonCode.ImagePull, ActivityStatus.Failed)]
    [InlineData(ReasonCode.WorkerLost, 137, ReasonCode.WorkerLost, ActivityStatus.Queued)]
    [InlineData(ReasonCode.NodeLost, null, ReasonCode.NodeLost, ActivityStatus.Queued)]
    [InlineData(ReasonCode.Deleted, null, ReasonCode.Deleted, ActivityStatus.Queued)]
    [InlineData(ReasonCode.ExitCode, WorkerProtocol.ExitFenced, ReasonCode.WorkerLost, ActivityStatus.Queued)]
    [InlineData(ReasonCode.ExitCode, WorkerProtocol.ExitRefused, ReasonCode.WorkerLost, ActivityStatus.Queued)]
    [InlineData(ReasonCode.ExitCode, WorkerProtocol.ExitCancelled, ReasonCode.Evicted, ActivityStatus.Queued)]
    [InlineData(ReasonCode.Cancelled, null, ReasonCode.Evicted, ActivityStatus.Queued)]
    public void WorkerExited_WithoutResult_SaysWhy(ReasonCode reason, int? code, ReasonCode expected, ActivityStatus status)
    {
        var bench = new ActivityBench().Running();
        Assert.True(bench.Exit(reason, code).Over);
        Assert.Equal((expected, status), (bench.State.Reason, bench.State.Status));
    }

    [Fact]
    public void WorkerExited_OfOlderEpoch_ChangesNothing()
    {
        var bench = new ActivityBench().Running();
        Assert.True(bench.Send(new ActivityEvent.Adopt(ActivityBench.Holder(2), 1)).Ok);
        Assert.False(bench.Exit(ReasonCode.WorkerLost, epoch: 1).Over);
        Assert.Equal(ActivityStatus.Running, bench.State.Status);
    }

    [Fact]
    public void Adopt_OtherAgent_IsRefused() =>
        Assert.False(new ActivityBench().Running().Send(new ActivityEvent.Adopt(ActivityBench.Holder(2, ActivityBench.Other), 1)).Ok);

    [Fact]
    public void Clear_WhileOpen_IsRefused()
    {
        var bench = new ActivityBench().Running();
        Assert.Equal(ActivityRefusal.Open, bench.Send(new ActivityEvent.Clear()).Refusal);
        bench.Result(new() { Succeeded = true });
        Assert.True(bench.Send(new ActivityEvent.Clear()).Ok);
        Assert.Equal(Persistence.Clear, bench.Last.Persistence);
    }

    [Fact]
    public void State_UnknownFields_SurviveARewrite()
    {
        var state = JsonSerializer.Deserialize<ActivityState>("""{"Version":1,"Attempt":3,"FromTomorrow":{"x":1}}""");
        Assert.Contains("\"FromTomorrow\":{\"x\":1}", JsonSerializer.Serialize(state), StringComparison.Ordinal);
    }
}
