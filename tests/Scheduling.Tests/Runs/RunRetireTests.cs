using Actors.Contracts.Activities;
using Actors.Scheduling.Hosting;
using Actors.Scheduling.Runs;
using Actors.Templates.Planning;

namespace Actors.Scheduling.Tests.Runs;

public sealed class RunRetireTests : RunTestBase
{
    [Fact]
    public void Retire_NothingDeployed_IsStoredAndForgets()
    {
        Assert.True(Send(new RunEvent.Retire()).Ok);
        Assert.Equal(Persistence.Save, Last.Persistence);
        Assert.Equal([new RunEffect.Forget()], Last.Effects);
        Assert.True(State.IsOpen);
    }

    [Fact]
    public void Retire_WhileARunIsOpen_IsRefused()
    {
        Start();
        Assert.Equal(RunRefusal.Busy, Send(new RunEvent.Retire()).Refusal);
        Assert.False(State.Retiring);
    }

    [Fact]
    public void Retire_Deployed_IsRefused()
    {
        Send(new RunEvent.Start("r1", RunKind.Deploy, null, []));
        Send(new RunEvent.Archived("r1"));
        Assert.Equal(RunRefusal.Deployed, Send(new RunEvent.Retire()).Refusal);
    }

    [Fact]
    public void Retire_DestroyedButNotArchived_IsRefusedUntilItIs()
    {
        Send(new RunEvent.Start("r1", RunKind.Destroy, null, []));
        Assert.Equal(RunRefusal.ArchiveBehind, Send(new RunEvent.Retire()).Refusal);
        Send(new RunEvent.Archived("r1"));
        Assert.True(Send(new RunEvent.Retire()).Ok);
    }

    [Fact]
    public void StartAndRetry_WhileRetiring_AreRefused()
    {
        Send(new RunEvent.Retire());
        Assert.Equal(RunRefusal.Retiring, Start().Refusal);
        Assert.Equal(RunRefusal.Retiring, Send(new RunEvent.Retry()).Refusal);
        Assert.Null(State.Current);
    }

    [Fact]
    public void Activate_WhileRetiring_ForgetsAgain()
    {
        Send(new RunEvent.Retire());
        Restart();
        Assert.Equal([new RunEffect.Forget()], Machine.Resume(State, Now));
        Assert.Equal(RunRefusal.Retiring, Start().Refusal);
    }

    [Fact]
    public void Forgotten_ClearsTheStateAndStartsNothingThatWasPlannedBefore()
    {
        Send(new RunEvent.Retire());
        Send(new RunEvent.Forgotten());
        Assert.Equal(Persistence.Clear, Last.Persistence);
        Assert.Empty(Machine.Resume(State, Now));
        Assert.Equal(RunRefusal.Retiring, Start().Refusal);
        Assert.True(Machine.Handle(Machine.Activate(null, Now), new RunEvent.Start("r1", RunKind.Deploy, null, []), Now).Reply.Ok);
    }

    [Fact]
    public void Forgotten_NotRetiring_ChangesNothing()
    {
        Start();
        Send(new RunEvent.Forgotten());
        Assert.Equal((Persistence.None, EnvironmentStatus.Deploying), (Last.Persistence, State.Status));
    }

    private RunReply Start() => Send(new RunEvent.Start("r1", RunKind.Deploy, null, [new() { Id = "app", Kind = WorkerKind.Function }]));
}
