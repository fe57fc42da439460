using Actors.Contracts.Activities;
using Actors.Scheduling.Activities;
using Actors.Scheduling.Hosting;

namespace Actors.Scheduling.Tests.Activities;

public sealed class ActivityTouchTests
{
    [Fact]
    public void Create_Again_ReportsProgressAgain()
    {
        var bench = new ActivityBench().Running();
        bench.Send(new ActivityEvent.Create(bench.Spec));
        var report = Assert.Single(bench.Last.Effects.OfType<ActivityEffect.ReportProgress>());
        Assert.Equal((ActivityStatus.Running, 1), (report.View.State, report.View.Attempt));
    }

    [Fact]
    public void Claims_OnlyWhatIsOpen()
    {
        var machine = new ActivityMachine();
        Assert.False(machine.Claims(new()));
        Assert.True(machine.Claims(new ActivityBench().Running().State));
        Assert.False(machine.Claims(new ActivityBench().Running().State with { Status = ActivityStatus.Succeeded }));
    }

    [Fact]
    public void Clear_NothingKnown_AsksTheStore()
    {
        var machine = new ActivityMachine();
        var step = machine.Handle(machine.Activate(null, DateTimeOffset.UnixEpoch), new ActivityEvent.Clear(), DateTimeOffset.UnixEpoch);
        Assert.Equal((Persistence.Clear, true), (step.Persistence, step.Reply.Ok));
    }

    [Fact]
    public void Cancel_BeforeTheRunSaidThatItWaits_IsAskedForAgain()
    {
        var bench = new ActivityBench();
        bench.Send(new ActivityEvent.Create(bench.Spec));
        var cancel = new ActivityEvent.Cancel(bench.Spec.Generation);
        Assert.Equal((ActivityRefusal.NotReady, Persistence.None), (bench.Send(cancel).Refusal, bench.Last.Persistence));
        bench.Send(new ActivityEvent.RunAnswered(0, true));
        Assert.True(bench.Send(cancel).Ok);
        Assert.Equal((ActivityStatus.Cancelled, Persistence.Save), (bench.State.Status, bench.Last.Persistence));
    }

    [Fact]
    public void Tick_NothingNew_ReportsNothing()
    {
        var bench = new ActivityBench().Running();
        bench.Send(new ActivityEvent.Tick());
        Assert.Empty(bench.Last.Effects);
    }
}
