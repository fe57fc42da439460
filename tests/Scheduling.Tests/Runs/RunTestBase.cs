using System.Text.Json;
using Actors.Contracts.Activities;
using Actors.Scheduling.Hosting;
using Actors.Scheduling.Runs;
using Actors.Templates.Planning;

namespace Actors.Scheduling.Tests.Runs;

/// <summary>One environment's run machine that a test sends events to, at a moment that stays.</summary>
public abstract class RunTestBase
{
    protected static readonly DateTimeOffset Now = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    protected RunTestBase() => State = Machine.Activate(null, Now);

    private protected RunMachine Machine { get; } = new();

    private protected RunState State { get; private set; }

    /// <summary>What the last event came to.</summary>
    private protected Step<RunState, RunEffect, RunReply> Last { get; private set; } = null!;

    /// <summary>The queued run that is to start now; null: none.</summary>
    private protected string? StartsNext => Machine.Resume(State, Now).OfType<RunEffect.StartQueued>().SingleOrDefault()?.Run;

    private protected static RunNode Node(string id, params string[] dependsOn) => new() { Id = id, DependsOn = [.. dependsOn] };

    private protected RunReply Send(RunEvent @event)
    {
        Last = Machine.Handle(State, @event, Now);
        State = Last.State;
        return Last.Reply;
    }

    /// <summary>Starts a run of one activity, 'a'.</summary>
    private protected RunReply StartOne(string run, RunKind kind = RunKind.Deploy, string? key = null) => Send(new RunEvent.Start(run, kind, key, [Node("a")]));

    /// <summary>Ends the activity 'a' of a run.</summary>
    private protected void EndOne(string run, ActivityStatus status = ActivityStatus.Succeeded, int generation = 0) => End("a", status, generation: generation, run: run);

    private protected RunReply Enqueue(string run, RunKind kind = RunKind.Deploy, string? key = null) => Send(new RunEvent.Enqueue(run, kind, key, "somebody"));

    /// <summary>Ends an activity of a run; a failure without a reason is one of its job.</summary>
    private protected void End(string id, ActivityStatus status = ActivityStatus.Succeeded, ReasonCode? reason = null, int generation = 0, string run = "r1") => Send(new RunEvent.ActivityEnded(new()
    {
        Run = run,
        Id = id,
        Generation = generation,
        Status = status,
        Reason = reason ?? (status == ActivityStatus.Succeeded ? ReasonCode.None : ReasonCode.JobFailed),
        View = new() { Key = $"org/default/env/{run}/{id}", Id = id },
    }));

    /// <summary>Goes on from what was stored, as after a crash.</summary>
    private protected void Restart() => State = Machine.Activate(JsonSerializer.Deserialize<RunState>(JsonSerializer.Serialize(State)), Now);

    /// <summary>Begins anew, with nothing stored.</summary>
    private protected void Begin() => State = Machine.Activate(null, Now);
}
