using System.Text.Json;
using Actors.Contracts.Activities;
using Actors.Scheduling.Hosting;
using Actors.Scheduling.Runs;
using Actors.Templates.Planning;

namespace Actors.Scheduling.Tests.Runs;

public sealed class RunRetireTests
{
    private static readonly DateTimeOffset Now = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly RunMachine _machine = new();
    private RunState _state;
    private Step<RunState, RunEffect, RunReply> _last = null!;

    public RunRetireTests() => _state = _machine.Activate(null, Now);

    [Fact]
    public void Retire_NothingDeployed_IsStoredAndForgets()
    {
        Assert.True(Send(new RunEvent.Retire()).Ok);
        Assert.Equal(Persistence.Save, _last.Persistence);
        Assert.Equal([new RunEffect.Forget()], _last.Effects);
        Assert.True(_state.IsOpen);
    }

    [Fact]
    public void Retire_WhileARunIsOpen_IsRefused()
    {
        Start();
        Assert.Equal(RunRefusal.Busy, Send(new RunEvent.Retire()).Refusal);
        Assert.False(_state.Retiring);
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
        Assert.Null(_state.Current);
    }

    [Fact]
    public void Activate_WhileRetiring_ForgetsAgain()
    {
        Send(new RunEvent.Retire());
        _state = _machine.Activate(JsonSerializer.Deserialize<RunState>(JsonSerializer.Serialize(_state)), Now);
        Assert.Equal([new RunEffect.Forget()], _machine.Resume(_state, Now));
        Assert.Equal(RunRefusal.Retiring, Start().Refusal);
    }

    [Fact]
    public void Forgotten_ClearsTheStateAndStartsNothingThatWasPlannedBefore()
    {
        Send(new RunEvent.Retire());
        Send(new RunEvent.Forgotten());
        Assert.Equal(Persistence.Clear, _last.Persistence);
        Assert.Empty(_machine.Resume(_state, Now));
        Assert.Equal(RunRefusal.Retiring, Start().Refusal);
        Assert.True(_machine.Handle(_machine.Activate(null, Now), new RunEvent.Start("r1", RunKind.Deploy, null, []), Now).Reply.Ok);
    }

    [Fact]
    public void Forgotten_NotRetiring_ChangesNothing()
    {
        Start();
        Send(new RunEvent.Forgotten());
        Assert.Equal((Persistence.None, EnvironmentStatus.Deploying), (_last.Persistence, _state.Status));
    }

    private RunReply Start() => Send(new RunEvent.Start("r1", RunKind.Deploy, null, [new() { Id = "app", Kind = WorkerKind.Function }]));

    private RunReply Send(RunEvent @event)
    {
        _last = _machine.Handle(_state, @event, Now);
        _state = _last.State;
        return _last.Reply;
    }
}
