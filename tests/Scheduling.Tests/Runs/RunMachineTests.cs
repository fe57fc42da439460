using Actors.Contracts.Activities;
using Actors.Contracts.Identity;
using Actors.Scheduling.Activities;
using Actors.Scheduling.Runs;
using Actors.Templates.Planning;

namespace Actors.Scheduling.Tests.Runs;

public sealed class RunMachineTests : RunTestBase
{
    private IEnumerable<string> Created => Last.Effects.OfType<RunEffect.CreateActivity>().Select(effect => effect.Id);

    [Fact]
    public void Start_Diamond_ReleasesInOrder()
    {
        Start();
        Assert.Equal(["network"], Created);
        End("network");
        Assert.Equal(["storage", "compute"], Created);
        End("compute");
        Assert.Empty(Created);
        End("storage");
        Assert.Equal(["app"], Created);
        End("app");
        Assert.Equal((RunStatus.Succeeded, EnvironmentStatus.Deployed), (State.Current!.Status, State.Status));
    }

    [Fact]
    public void ActivityProgress_OfAnActivity_IsShownAndMakesNothingOutstanding()
    {
        Start();
        var before = Machine.Resume(State, Now);

        Send(new RunEvent.ActivityProgress("r1", 0, new() { Key = "org/p/env/r1/network", Id = "network", State = ActivityStatus.Running }));

        Assert.Equal(ActivityStatus.Running, State.Current!.Find("network")!.LiveView!.State);
        Assert.Empty(Last.Effects);
        Assert.Equal(before, Machine.Resume(State, Now));
    }

    [Fact]
    public void Succeeded_IsArchivedThenClearedThenClosed()
    {
        Start();
        foreach (var id in new[] { "network", "storage", "compute", "app" }) End(id);
        Assert.Equal([new RunEffect.ArchiveRun("r1")], Last.Effects);
        Send(new RunEvent.Archived("r1"));
        Assert.Equal(4, Last.Effects.OfType<RunEffect.ClearActivity>().Count());
        foreach (var id in new[] { "network", "storage", "compute", "app" }) Send(new RunEvent.ActivityCleared("r1", id));
        Assert.True(Last.Durable);
        Assert.False(State.IsOpen);
        Assert.Empty(Machine.Resume(State, Now));
        Assert.Equal(EnvironmentStatus.Deployed, State.Status);
    }

    [Fact]
    public void Start_NoActivities_SucceedsAndIsArchived()
    {
        Send(new RunEvent.Start("r1", RunKind.Deploy, null, []));
        Send(new RunEvent.Archived("r1"));
        Assert.False(State.IsOpen);
    }

    [Fact]
    public void Failure_SkipsWhatDependsOnIt_AndNamesIt()
    {
        Start();
        End("network");
        End("storage", ActivityStatus.Failed, ReasonCode.JobFailed);
        End("compute");
        var app = State.Current!.Find("app")!;
        Assert.Equal((ActivityStatus.Skipped, ReasonCode.Dependency), (app.Status, app.Reason));
        Assert.Contains("'storage'", app.Message, StringComparison.Ordinal);
        Assert.Equal((RunStatus.Failed, ReasonCode.JobFailed), (State.Current.Status, State.Current.Reason));
        Assert.Equal(EnvironmentStatus.DeployFailed, State.Status);
        Assert.Empty(Machine.Resume(State, Now));
    }

    [Fact]
    public void Failure_DeclaredHarmless_GoesOn()
    {
        Send(new RunEvent.Start("r1", RunKind.Deploy, null, [Node("a") with { ContinueOnFailure = true }, Node("b", "a")]));
        End("a", ActivityStatus.Failed, ReasonCode.JobFailed);
        Assert.Equal(["b"], Created);
        End("b");
        Assert.Equal(RunStatus.Succeeded, State.Current!.Status);
    }

    [Fact]
    public void Retry_KeepsTheRunAndWhatSucceeded()
    {
        Failure_SkipsWhatDependsOnIt_AndNamesIt();
        Assert.True(Send(new RunEvent.Retry()).Ok);
        Assert.Equal(["storage"], Created);
        Assert.Equal(1, State.Current!.Find("storage")!.Generation);
        End("storage", ActivityStatus.Failed, ReasonCode.JobFailed, generation: 0);
        Assert.True(State.Current.IsOpen);
        End("storage", generation: 1);
        Assert.Equal(["app"], Created);
        End("app");
        Assert.Equal(RunStatus.Succeeded, State.Current.Status);
    }

    [Fact]
    public void Cancel_SkipsWaitingAndCancelsOpen()
    {
        Start();
        Send(new RunEvent.ActivityCreated("r1", "network", 0, State.Round));
        Send(new RunEvent.Cancel());
        Assert.Equal([new RunEffect.CancelActivity("r1", "network", 0)], Last.Effects);
        Assert.Equal(ActivityStatus.Skipped, State.Current!.Find("app")!.Status);
        End("network", ActivityStatus.Cancelled, ReasonCode.Cancelled);
        Assert.Equal(RunStatus.Cancelled, State.Current.Status);
        Assert.Equal(RunRefusal.NotOpen, Send(new RunEvent.Cancel()).Refusal);
    }

    [Fact]
    public void Start_SameKey_GivesTheSameRun()
    {
        Start("key");
        var reply = Send(new RunEvent.Start("r2", RunKind.Deploy, "key", [Node("a")]));
        Assert.Equal((true, "r1", true), (reply.Ok, reply.Run, reply.Existing));
    }

    [Fact]
    public void Start_KeyOfAnotherKindOfRun_IsRefused()
    {
        Start("key");
        var refused = Send(new RunEvent.Start("r2", RunKind.Destroy, "key", [Node("a")]));
        Assert.Equal(RunRefusal.KeyTaken, refused.Refusal);
        Assert.Contains("run r1 before, which is no Destroy but a Deploy", refused.Message, StringComparison.Ordinal);
        Assert.Equal(RunRefusal.KeyTaken, Send(new RunEvent.Enqueue("r3", RunKind.Plan, "key", "test")).Refusal);
    }

    [Fact]
    public void Start_WhileOneIsOpen_IsRefusedAndNamesIt()
    {
        Start();
        var reply = Send(new RunEvent.Start("r2", RunKind.Deploy, null, [Node("a")]));
        Assert.Equal((RunRefusal.Busy, "r1"), (reply.Refusal, reply.Run));
    }

    [Fact]
    public void Start_AfterAFailure_ArchivesTheFailedRun()
    {
        Failure_SkipsWhatDependsOnIt_AndNamesIt();
        Send(new RunEvent.Start("r2", RunKind.Destroy, null, [Node("a")]));
        Assert.Contains(new RunEffect.ArchiveRun("r1"), Last.Effects);
        Assert.Equal(EnvironmentStatus.Destroying, State.Status);
        Send(new RunEvent.Archived("r1"));
        Assert.Equal(["network", "storage", "compute"], Last.Effects.OfType<RunEffect.ClearActivity>().Select(effect => effect.Id));
    }

    [Theory]
    [InlineData("a", "a")]
    [InlineData("b", "later")]
    public void Start_NoOrder_IsInvalid(string second, string dependsOn) =>
        Assert.Equal(RunRefusal.Invalid, Send(new RunEvent.Start("r1", RunKind.Deploy, null, [Node("a"), Node(second, dependsOn)])).Refusal);

    [Fact]
    public void ActivityAsks_OnlyTheOpenGenerationIsWanted()
    {
        Start();
        Assert.True(Send(new RunEvent.ActivityAsks("r1", "network", 0)).Wanted);
        Assert.False(Send(new RunEvent.ActivityAsks("r0", "network", 0)).Wanted);
        Assert.False(Send(new RunEvent.ActivityAsks("r1", "app", 0)).Wanted);
        End("network");
        Assert.False(Send(new RunEvent.ActivityAsks("r1", "network", 0)).Wanted);
    }

    [Fact]
    public void ActivityAsks_LongAfterTheLastWrite_IsStoredBeforeTheAnswer()
    {
        Start();
        var ask = new RunEvent.ActivityAsks("r1", "network", 0);
        Assert.False(Machine.Handle(State, ask, Now + TimeSpan.FromSeconds(0.9)).Durable);
        var late = Machine.Handle(State, ask, Now + TimeSpan.FromSeconds(1));
        Assert.True(late is { Durable: true, Reply.Wanted: true });
        Assert.False(Machine.Handle(late.State, ask, Now + TimeSpan.FromSeconds(1.9)).Durable);
        Assert.False(Machine.Handle(State, new RunEvent.ActivityAsks("r0", "network", 0), Now + TimeSpan.FromSeconds(4)).Durable);
    }

    [Fact]
    public void ActivityAsks_ClockWasSetBack_IsStoredBeforeTheAnswer()
    {
        Start();
        Assert.True(Machine.Handle(State, new RunEvent.ActivityAsks("r1", "network", 0), Now - TimeSpan.FromHours(1)) is { Durable: true, Reply.Wanted: true });
    }

    [Fact]
    public void Claims_OnlyWhatIsOpen()
    {
        Assert.False(Machine.Claims(State));
        Start();
        Assert.True(Machine.Claims(State));
        Send(new RunEvent.Cancel());
        End("network", ActivityStatus.Cancelled, ReasonCode.Cancelled);
        Assert.False(Machine.Claims(State));
    }

    [Fact]
    public void Views_Waiting_NameTheDependency()
    {
        Start();
        var app = RunViews.Of(ActorKey.Of("org", "default", "env"), State.Current!)[3];
        Assert.Equal(("org/default/env/r1/app", ReasonCode.Dependency), (app.Key, app.Reason));
        Assert.Contains("'storage' (Waiting), 'compute' (Waiting)", app.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Activate_AfterACrash_TouchesOpenActivitiesAgain()
    {
        Start();
        Send(new RunEvent.ActivityCreated("r1", "network", 0, State.Round));
        Assert.Empty(Machine.Resume(State, Now));
        Restart();
        Assert.Equal("network", Assert.IsType<RunEffect.CreateActivity>(Assert.Single(Machine.Resume(State, Now))).Id);
    }

    private void Start(string? key = null) =>
        Send(new RunEvent.Start("r1", RunKind.Deploy, key, [Node("network"), Node("storage", "network"), Node("compute", "network"), Node("app", "storage", "compute")]));
}
