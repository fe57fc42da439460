using Actors.Scheduling.Hosting;
using Actors.Scheduling.Runs;

namespace Actors.Simulation.Broken;

/// <summary>Believes that the activities of an archived run clear themselves.</summary>
public sealed class ClearsNothing : RunMachineOf
{
    private readonly RunMachine _machine = new();

    public RunState Activate(RunState? stored, DateTimeOffset now) => _machine.Activate(stored, now);

    public Step<RunState, RunEffect, RunReply> Handle(RunState state, RunEvent @event, DateTimeOffset now)
    {
        var step = _machine.Handle(state, @event, now);
        if (@event is not RunEvent.Archived { Run: var id } || step.State.Find(id) is not { } run) return step;
        var next = run.Nodes.Where(node => node.WasReleased)
            .Aggregate(step.State, (believed, node) => _machine.Handle(believed, new RunEvent.ActivityCleared(id, node.Id), now).State);
        return step with { State = next, Persistence = Persistence.Save, Effects = [.. Resume(next, now).Except(Resume(state, now))] };
    }

    public IReadOnlyList<RunEffect> Resume(RunState state, DateTimeOffset now) => _machine.Resume(state, now);

    public bool Claims(RunState stored) => _machine.Claims(stored);

    public DateTimeOffset? Due(RunState state) => _machine.Due(state);
}
