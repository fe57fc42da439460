using Actors.Scheduling.Hosting;
using Actors.Scheduling.Runs;

namespace Actors.Simulation.Broken;

/// <summary>A run that creates its activities once and does not look after them.</summary>
public sealed class NeverTouches : RunMachineOf
{
    private readonly RunMachine _machine = new();

    public RunState Activate(RunState? stored, DateTimeOffset now) => _machine.Activate(stored, now);

    public Step<RunState, RunEffect, RunReply> Handle(RunState state, RunEvent @event, DateTimeOffset now) => _machine.Handle(state, @event, now);

    public IReadOnlyList<RunEffect> Resume(RunState state, DateTimeOffset now) => _machine.Resume(state, now);

    public bool Claims(RunState stored) => _machine.Claims(stored);

    public DateTimeOffset? Due(RunState state) => null;
}
