using Actors.Contracts.Activities;
using Actors.Scheduling.Hosting;
using Actors.Scheduling.Runs;
using Actors.Templates.Planning;

namespace Actors.Scheduling.Tests.Runs;

public sealed class RunQueueTests : RunTestBase
{
    [Fact]
    public void Enqueue_WhileARunIsOpen_WaitsAndStartsWhenItEnds()
    {
        StartOne("r1");
        Assert.Equal("r2", Enqueue("r2", RunKind.Destroy).Run);
        Assert.Equal((Persistence.Save, null), (Last.Persistence, StartsNext));
        Assert.Equal("Waits for the end of run r1 (Deploy).", RunViews.WhyWaiting(State, 0));

        EndOne("r1");
        Assert.Equal([new RunEffect.StartQueued("r2")], Last.Effects.OfType<RunEffect.StartQueued>());

        Assert.True(StartOne("r2", RunKind.Destroy).Ok);
        Assert.Equal(("r2", EnvironmentStatus.Destroying, null), (State.Current!.Id, State.Status, StartsNext));
        Assert.Empty(State.Queue);
    }

    [Fact]
    public void Enqueue_NothingOpen_StartsAtOnce()
    {
        Enqueue("r1");

        Assert.Equal("r1", StartsNext);
        Assert.True(State.IsOpen);
    }

    [Theory]
    [InlineData(ActivityStatus.Failed)]
    [InlineData(ActivityStatus.Cancelled)]
    public void Enqueue_TheOpenRunEndsBadly_StartsAllTheSame(ActivityStatus status)
    {
        StartOne("r1");
        Enqueue("r2");

        EndOne("r1", status);

        Assert.Equal("r2", StartsNext);
    }

    [Fact]
    public void Enqueue_MoreThanMayWait_IsRefused()
    {
        StartOne("r1");
        for (var i = 0; i < SchedulingOptions.Default.MaxQueued; i++) Assert.True(Enqueue($"q{i}").Ok);

        var refused = Enqueue("q10");

        Assert.Equal(RunRefusal.QueueFull, refused.Refusal);
        Assert.Contains("10 runs wait already", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Enqueue_KnownKey_IsTheSameRunBeforeAndAfterItsStart()
    {
        StartOne("r1");
        Enqueue("r2", key: "nightly");
        Assert.Equal(("r2", true, 1), (Enqueue("r3", key: "nightly").Run, Last.Reply.Existing, State.Queue.Count));

        EndOne("r1");
        StartOne("r2");

        Assert.Equal("r2", RunMachine.RunOf(State, "nightly"));
        Assert.Equal(("r2", true), (StartOne("r4", key: "nightly").Run, Last.Reply.Existing));
        Assert.Single(State.Keys);
    }

    [Fact]
    public void Start_OfAnotherWhileOthersWait_IsBusy()
    {
        StartOne("r1");
        Enqueue("r2");
        EndOne("r1");

        Assert.Equal(RunRefusal.Busy, StartOne("r3").Refusal);
        Assert.Equal(RunRefusal.Busy, Send(new RunEvent.Retry()).Refusal);
        Assert.Equal(RunRefusal.Busy, Send(new RunEvent.Retire()).Refusal);
        Assert.Equal("r2", StartsNext);
    }

    [Fact]
    public void Refused_BecomesHistoryAndTheNextOneStarts()
    {
        StartOne("r1");
        Enqueue("r2", RunKind.Destroy);
        Enqueue("r3");
        EndOne("r1");

        Send(new RunEvent.Refused("r2", ReasonCode.InvalidInput, "It is protected."));

        Assert.Equal(("r3", EnvironmentStatus.Deployed, "r1"), (StartsNext, State.Status, State.Current!.Id));
        var refused = State.Find("r2")!;
        Assert.Equal((RunStatus.Failed, ReasonCode.InvalidInput, "It is protected.", Now), (refused.Status, refused.Reason, refused.Message, refused.FinishedAt));
        Assert.Contains(new RunEffect.ArchiveRun("r2"), Last.Effects);
        Send(new RunEvent.Archived("r2"));
        Assert.Null(State.Find("r2"));
    }

    [Fact]
    public void Refused_AfterAFailure_LeavesTheRunThatCanBeRetried()
    {
        StartOne("r1");
        Enqueue("r2");
        EndOne("r1", ActivityStatus.Failed);

        Send(new RunEvent.Refused("r2", ReasonCode.InvalidInput, "no"));

        Assert.Equal(EnvironmentStatus.DeployFailed, State.Status);
        Assert.True(Send(new RunEvent.Retry()).Ok);
    }

    [Fact]
    public void Refused_Repeated_ChangesNothing()
    {
        StartOne("r1");
        Enqueue("r2");
        EndOne("r1");
        Send(new RunEvent.Refused("r2", ReasonCode.InvalidInput, "no"));

        Send(new RunEvent.Refused("r2", ReasonCode.InvalidInput, "no"));

        Assert.Equal(Persistence.None, Last.Persistence);
        Assert.Single(State.Retired);
    }

    [Fact]
    public void Start_QueuedWithActivitiesThatMakeNoRun_IsRefusedForGood()
    {
        Enqueue("r1");

        Send(new RunEvent.Start("r1", RunKind.Deploy, null, [Node("a", "nowhere")]));

        Assert.Equal((RunStatus.Failed, null), (State.Find("r1")!.Status, StartsNext));
        Assert.Equal(EnvironmentStatus.NotDeployed, State.Status);
    }

    [Fact]
    public void Cancel_EndsTheOpenRunOnly_AllEndsThoseThatWaitToo()
    {
        StartOne("r1");
        Enqueue("r2");
        Enqueue("r3");

        Send(new RunEvent.Cancel());
        Assert.Equal((RunStatus.Cancelling, 2), (State.Current!.Status, State.Queue.Count));

        Send(new RunEvent.Cancel(All: true));
        Assert.Equal((RunStatus.Cancelling, 0, Persistence.Save), (State.Current!.Status, State.Queue.Count, Last.Persistence));
        Assert.All(["r2", "r3"], run => Assert.Equal(RunStatus.Cancelled, State.Find(run)!.Status));
        EndOne("r1", ActivityStatus.Cancelled);
        Assert.Null(StartsNext);
    }

    [Fact]
    public void Cancel_NothingOpenButWaiting_SaysHow()
    {
        Enqueue("r1");

        var refused = Send(new RunEvent.Cancel());
        Assert.Equal(RunRefusal.NotOpen, refused.Refusal);
        Assert.Contains("--all", refused.Message, StringComparison.Ordinal);
        Assert.Equal("r1", Send(new RunEvent.Cancel(All: true)).Run);
        Assert.False(State.IsOpen && State.Retired.IsEmpty);
    }

    [Fact]
    public void Next_WaitsForTheArchive()
    {
        StartOne("r1");
        for (var i = 0; i < 10; i++) Enqueue($"q{i}");
        Send(new RunEvent.Cancel(All: true));
        EndOne("r1", ActivityStatus.Cancelled);
        Assert.Equal(RunRefusal.ArchiveBehind, Enqueue("r2").Refusal);

        for (var i = 0; i < 8; i++) Send(new RunEvent.Archived($"q{i}"));

        Assert.True(Enqueue("r2").Ok);
        Assert.Equal("r2", StartsNext);
    }

    [Fact]
    public void Plan_Run_KeepsTheStatusBeforeIt()
    {
        StartOne("r1");
        EndOne("r1", ActivityStatus.Failed);

        StartOne("r2", RunKind.Plan);
        Assert.Equal(EnvironmentStatus.DeployFailed, State.Status);
        EndOne("r2");
        StartOne("r3", RunKind.Plan);
        EndOne("r3", ActivityStatus.Failed);
        Assert.Equal(EnvironmentStatus.DeployFailed, State.Status);

        StartOne("r4", RunKind.Destroy);
        Assert.Equal((EnvironmentStatus.Destroying, null), (State.Status, State.StatusBefore));
    }

    [Fact]
    public void Plan_OfWhatIsToBeTakenDown_ForgetsNothingThatRanOnce()
    {
        Send(new RunEvent.Start("r1", RunKind.Deploy, null, [Node("a") with { Resource = "net", Once = true }]));
        EndOne("r1");
        Assert.Single(State.Once);

        Send(new RunEvent.Start("r2", RunKind.Plan, null, [Node("a") with { Resource = "net", TakesDown = true }]));
        EndOne("r2");

        Assert.Single(State.Once);
    }
}
