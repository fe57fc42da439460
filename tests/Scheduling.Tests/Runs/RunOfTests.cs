using Actors.Scheduling.Runs;
using Actors.Templates.Planning;

namespace Actors.Scheduling.Tests.Runs;

public sealed class RunOfTests
{
    [Fact]
    public void RunOf_RememberedKey_IsTheRunThatItStarted()
    {
        var now = new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var machine = new RunMachine();
        var state = machine.Handle(machine.Activate(null, now), new RunEvent.Start("r1", RunKind.Deploy, "key", []), now).State;
        state = machine.Handle(state, new RunEvent.Start("r2", RunKind.Destroy, null, []), now).State;
        Assert.Equal("r1", RunMachine.RunOf(state, "key"));
        Assert.Null(RunMachine.RunOf(state, "other"));
        Assert.Null(RunMachine.RunOf(state, null));
    }
}
