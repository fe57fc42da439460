using Actors.Scheduling.Hosting;
using Actors.Scheduling.Runs;

namespace Actors.Simulation.Broken;

/// <summary>A run that speaks for what it stored however long ago that was, although another activation may have replaced it.</summary>
public sealed class TrustsItsMemory : RunMachineOf
{
    private readonly RunMachine _machine = new(new() { ConfirmedFor = TimeSpan.FromDays(1) });

    public RunState Activate(RunState? stored, DateTimeOffset now) => _machine.Activate(stored, now);

    public Step<RunState, RunEffect, RunReply> Handle(RunState state, RunEvent @event, DateTimeOffset now) => _machine.Handle(state, @event, now);

    public IReadOnlyList<RunEffect> Resume(RunState state, DateTimeOffset now) => _machine.Resume(state, now);

    public bool Claims(RunState stored) => _machine.Claims(stored);

    public DateTimeOffset? Due(RunState state) => _machine.Due(state);
}
