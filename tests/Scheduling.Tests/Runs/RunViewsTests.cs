using Actors.Contracts.Activities;
using Actors.Contracts.Identity;
using Actors.Scheduling.Runs;
using Actors.Templates.Planning;

namespace Actors.Scheduling.Tests.Runs;

public sealed class RunViewsTests
{
    private static readonly ActorKey Environment = ActorKey.Of("org", "default", "env");
    private static readonly DateTimeOffset Now = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly RunMachine _machine = new();
    private RunState _state;

    public RunViewsTests()
    {
        _state = _machine.Activate(null, Now);
        Send(new RunEvent.Start("r1", RunKind.Deploy, null, [new() { Id = "net" }, new() { Id = "log" }, new() { Id = "app", DependsOn = ["net", "log"] }]));
    }

    private string? Why => RunViews.WhyOpen(Environment, _state.Current!);

    [Fact]
    public void Of_Waiting_NamesWhatItWaitsForWithItsState()
    {
        Show("net", ActivityStatus.Running);

        var views = RunViews.Of(Environment, _state.Current!).ToDictionary(view => view.Id);

        Assert.Equal((ReasonCode.Dependency, "Waits for 'net' (Running), 'log' (Queued)."), (views["app"].Reason, views["app"].Message));
        Assert.Equal("Is being handed to its agents.", views["log"].Message);
    }

    [Fact]
    public void WhyOpen_NothingGetsOn_SaysWhatItWaitsFor()
    {
        Show("net", ActivityStatus.Queued, ReasonCode.AgentsOffline, "agent 'a' does not poll.");
        Assert.Null(Why);
        Show("log", ActivityStatus.Waiting, ReasonCode.BackOff, "later");

        Assert.Equal("Waits for 'net', 'log'. 'net' waits: AgentsOffline: agent 'a' does not poll.", Why);
    }

    [Fact]
    public void WhyOpen_SomethingGetsOn_SaysNothing()
    {
        Show("net", ActivityStatus.Running);
        Show("log", ActivityStatus.Queued, ReasonCode.AgentsFull, "full");

        Assert.Null(Why);
    }

    [Fact]
    public void WhyOpen_Cancelling_SaysWhoseEndItWaitsFor()
    {
        Send(new RunEvent.Cancel());

        Assert.Equal("Is being cancelled: waits for the end of 'net', 'log'.", Why);
    }

    [Fact]
    public void WhyOpen_Ended_SaysNothing()
    {
        Assert.Null(RunViews.WhyOpen(Environment, new() { Id = "r2", Kind = RunKind.Deploy, StartedAt = Now, Status = RunStatus.Succeeded }));
    }

    private void Show(string id, ActivityStatus state, ReasonCode reason = ReasonCode.None, string? message = null) =>
        Send(new RunEvent.ActivityProgress("r1", 0, new() { Key = Environment.Child("r1").Child(id).Value, Id = id, State = state, Reason = reason, Message = message }));

    private void Send(RunEvent @event) => _state = _machine.Handle(_state, @event, Now).State;
}
