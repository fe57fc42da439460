using System.Collections.Immutable;
using Actors.Contracts.Activities;
using Actors.Scheduling.Hosting;
using static Actors.Scheduling.Hosting.Persistence;

namespace Actors.Scheduling.Runs;

/// <summary>The runs of an environment, one at a time: releases activities whose dependencies are met, records how they end, ends the run, has it archived.</summary>
public sealed partial class RunMachine(SchedulingOptions? options = null) : IMachine<RunState, RunEvent, RunEffect, RunReply>
{
    private readonly SchedulingOptions _options = options ?? SchedulingOptions.Default;

    /// <inheritdoc/>
    public RunState Activate(RunState? stored, DateTimeOffset now) => (stored ?? new()) with { Round = 1, NextRound = now + _options.TouchInterval, ConfirmedAt = now };

    /// <inheritdoc/>
    public bool Claims(RunState stored)
    {
        ArgumentNullException.ThrowIfNull(stored);
        return stored.IsOpen;
    }

    /// <inheritdoc/>
    public DateTimeOffset? Due(RunState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.Current is { IsOpen: true } ? state.NextRound : null;
    }

    /// <inheritdoc/>
    public Step<RunState, RunEffect, RunReply> Handle(RunState state, RunEvent @event, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(state);
        var (next, persistence, reply) = @event switch
        {
            RunEvent.Start start => OnStart(state, start, now),
            RunEvent.ActivityCreated known => Remember(state, known.Run, known.Id, known.Generation, node => node with { CreatedRound = known.Round }),
            RunEvent.CancelKnown known => Remember(state, known.Run, known.Id, known.Generation, node => node with { CancelTold = true }),
            RunEvent.ActivityAsks ask => OnAsks(state, ask, now),
            RunEvent.ActivityProgress progress => Remember(state, progress.Run, progress.View.Id, progress.Generation, node => node with { LiveView = progress.View }),
            RunEvent.ActivityEnded ended => OnEnded(state, ended.Outcome, now),
            RunEvent.Enqueue ask => OnEnqueue(state, ask, now),
            RunEvent.Refused refused => OnRefused(state, refused, now),
            RunEvent.Cancel cancel => OnCancel(state, cancel.All, now),
            RunEvent.Retry => OnRetry(state, now),
            RunEvent.Retire => OnRetire(state),
            RunEvent.Forgotten => OnForgotten(state, now),
            RunEvent.Archived archived => OnArchived(state, archived.Run),
            RunEvent.ActivityCleared cleared => OnCleared(state, cleared),
            RunEvent.Tick => OnTick(state, now),
            _ => throw new ArgumentException($"A run does not know the event {@event?.GetType().Name}.", nameof(@event)),
        };
        if (ReferenceEquals(next, state)) return new(state, persistence, [], reply);
        if (persistence == Save) next = next with { ConfirmedAt = now };
        // What an activity shows makes nothing outstanding, and is most of what a run hears.
        if (@event is RunEvent.ActivityProgress) return new(next, persistence, [], reply);
        return new(next, persistence, Outstanding.Since(Resume(state, now), Resume(next, now)), reply);
    }

    /// <inheritdoc/>
    public IReadOnlyList<RunEffect> Resume(RunState state, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(state);
        List<RunEffect> effects = [];
        if (state.Current is { IsOpen: true } run)
        {
            foreach (var node in run.Nodes)
            {
                if (!node.IsOpen) continue;
                if (node.CreatedRound < state.Round) effects.Add(new RunEffect.CreateActivity(run.Id, node.Id, node.Generation, node.ReleasedAt!.Value, state.Round));
                if (node.CreatedRound > 0 && run.Status == RunStatus.Cancelling && !node.CancelTold)
                    effects.Add(new RunEffect.CancelActivity(run.Id, node.Id, node.Generation));
            }
        }

        foreach (var ended in ToArchive(state))
        {
            if (!ended.Archived) effects.Add(new RunEffect.ArchiveRun(ended.Id));
            else effects.AddRange(ended.Nodes.Where(node => node.WasReleased && !node.Cleared).Select(node => new RunEffect.ClearActivity(ended.Id, node.Id)));
        }

        if (Next(state) is { } next) effects.Add(new RunEffect.StartQueued(next.Run));
        if (state is { Retiring: true, Forgotten: false }) effects.Add(new RunEffect.Forget());
        return effects;
    }

    private static ImmutableList<RunRecord> ToArchive(RunState state) =>
        state.Current is { Status: RunStatus.Succeeded, Cleared: false } current ? state.Retired.Add(current) : state.Retired;

    private static bool Waits(RunState state, string run, string id, int generation) =>
        state.Current is { IsOpen: true } current && current.Id == run && current.Find(id) is { IsOpen: true } node && node.Generation == generation;

    /// <summary>
    /// What was stored a moment ago is so still: no other activation takes over that fast. What is older is stored once more before the answer, which an activation that was replaced
    /// cannot do: it would have an activity run again that has ended, in a run that was archived. A clock that was set back says nothing about how old it is.
    /// </summary>
    private (RunState, Persistence, RunReply) OnAsks(RunState state, RunEvent.ActivityAsks ask, DateTimeOffset now)
    {
        if (!Waits(state, ask.Run, ask.Id, ask.Generation)) return Yes(state);
        var reply = new RunReply { Run = ask.Run, Wanted = true };
        var age = now - state.ConfirmedAt;
        return age >= TimeSpan.Zero && age < _options.ConfirmedFor ? (state, None, reply) : (state with { ConfirmedAt = now }, Save, reply);
    }

    private (RunState, Persistence, RunReply) OnTick(RunState state, DateTimeOffset now) =>
        Yes(now < state.NextRound ? state : state with { Round = state.Round + 1, NextRound = now + _options.TouchInterval });

    private static (RunState, Persistence, RunReply) Remember(RunState state, string run, string id, int generation, Func<RunNode, RunNode> change)
    {
        if (!Waits(state, run, id, generation)) return Yes(state);
        var current = state.Current!;
        var index = current.Nodes.FindIndex(node => node.Id == id);
        return Yes(state with { Current = current with { Nodes = current.Nodes.SetItem(index, change(current.Nodes[index])) } });
    }

    private static (RunState, Persistence, RunReply) Yes(RunState state, Persistence persistence = None) => (state, persistence, new() { Run = state.Current?.Id });

    private static (RunState, Persistence, RunReply) No(RunState state, RunRefusal refusal, string message) =>
        (state, None, new() { Refusal = refusal, Message = message, Run = state.Current?.Id });
}
