using Actors.Contracts.Activities;
using Actors.Scheduling.Hosting;
using Actors.Scheduling.Runs;

namespace Actors.Simulation.Broken;

/// <summary>A run that does not wait for dependencies.</summary>
public sealed class ReleasesEarly : RunMachineOf
{
    private readonly RunMachine _machine = new();

    public RunState Activate(RunState? stored, DateTimeOffset now) => _machine.Activate(stored, now);

    public Step<RunState, RunEffect, RunReply> Handle(RunState state, RunEvent @event, DateTimeOffset now)
    {
        var step = _machine.Handle(state, @event, now);
        if (step.State.Current is not { IsOpen: true } run) return step;
        var nodes = run.Nodes.Select(node => node.Status == ActivityStatus.Waiting ? node with { Status = ActivityStatus.Queued, ReleasedAt = now } : node);
        var next = step.State with { Current = run with { Nodes = [.. nodes] } };
        return step with { State = next, Effects = [.. Resume(next, now).Except(Resume(state, now))] };
    }

    public IReadOnlyList<RunEffect> Resume(RunState state, DateTimeOffset now) => _machine.Resume(state, now);

    public bool Claims(RunState stored) => _machine.Claims(stored);

    public DateTimeOffset? Due(RunState state) => _machine.Due(state);
}
