using System.Collections.Immutable;
using Actors.Contracts.Activities;
using Actors.Scheduling.Hosting;
using Actors.Templates.Planning;
using static Actors.Scheduling.Hosting.Persistence;

namespace Actors.Scheduling.Runs;

public sealed partial class RunMachine
{
    /// <summary>Whether a run that is asked for now would have to wait: one is open, or others wait.</summary>
    public static bool IsBusy(RunState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.Current is { IsOpen: true } || !state.Queue.IsEmpty;
    }

    /// <summary>How many runs must end before a run of the queue starts, itself included; null: it does not wait.</summary>
    public static int? PositionOf(RunState state, string? run)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.Queue.FindIndex(queued => queued.Run == run) is >= 0 and var index ? index + 1 : null;
    }

    private (RunState, Persistence, RunReply) OnEnqueue(RunState state, RunEvent.Enqueue ask, DateTimeOffset now)
    {
        if (KeyTaken(state, ask.Key, ask.Kind) is { } taken) return No(state, RunRefusal.KeyTaken, taken);
        if (RunOf(state, ask.Key) is { } known) return (state, None, new() { Run = known, Existing = true });
        if (state.Retiring) return No(state, RunRefusal.Retiring, BeingDeleted);
        if (state.Find(ask.Run) is not null || PositionOf(state, ask.Run) is not null) return (state, None, new() { Run = ask.Run, Existing = true });
        if (state.Queue.Count >= _options.MaxQueued)
            return No(state, RunRefusal.QueueFull, $"{state.Queue.Count} runs wait already, and no more may. Ask again when one has started, or cancel them all: actors cancel ENV --all.");

        // Only queues that were filled and cancelled again and again come here: what they leave in the history is bounded too.
        if (state.Retired.Count > _options.MaxRetired) return No(state, RunRefusal.ArchiveBehind, "Earlier runs still wait to be archived. Try again.");
        var queued = new QueuedRun { Run = ask.Run, Kind = ask.Kind, RequestedBy = ask.RequestedBy, RequestedAt = now, Trace = ask.Trace, Payload = ask.Payload };
        return (state with { Queue = state.Queue.Add(queued), Keys = Remembering(state, ask.Key, ask.Run, ask.Kind) }, Save, new() { Run = ask.Run });
    }

    /// <summary>The run never began: it is history at once, and the environment is as it was.</summary>
    private static (RunState, Persistence, RunReply) OnRefused(RunState state, RunEvent.Refused refused, DateTimeOffset now) =>
        state.Queue.IsEmpty || state.Queue[0].Run != refused.Run ? Yes(state) : Yes(Without(state, state.Queue[0], RunStatus.Failed, refused.Reason, refused.Message, now), Save);

    private static (RunState State, int Count) CancelQueue(RunState state, DateTimeOffset now)
    {
        var count = state.Queue.Count;
        return (state.Queue.Aggregate(state, (left, queued) => Without(left, queued, RunStatus.Cancelled, ReasonCode.Cancelled, "It was cancelled before it started.", now)), count);
    }

    private static RunState Without(RunState state, QueuedRun queued, RunStatus status, ReasonCode reason, string message, DateTimeOffset now) => state with
    {
        Queue = state.Queue.Remove(queued),
        Retired = state.Retired.Add(new()
        {
            Id = queued.Run, Kind = queued.Kind, Status = status, Reason = reason, Message = Bounds.Message(message), StartedAt = now, FinishedAt = now, Trace = queued.Trace,
        }),
    };

    /// <summary>The run that is to be planned and started now; null: none waits, or not yet.</summary>
    private QueuedRun? Next(RunState state) =>
        !state.Queue.IsEmpty && !state.Retiring && state.Current is not { IsOpen: true } && state.Retired.Count < _options.MaxRetired ? state.Queue[0] : null;

    private ImmutableList<IdempotencyKey> Remembering(RunState state, string? key, string run, RunKind kind)
    {
        var keys = key is null ? state.Keys : state.Keys.Add(new(key, run, kind));
        return keys.Count > _options.MaxKeys ? keys.RemoveAt(0) : keys;
    }

    private static string BusyMessage(RunState state) => state.Current is { IsOpen: true } open
        ? $"Run {open.Id} ({open.Kind}) is in progress{(state.Queue.IsEmpty ? "" : $", and {state.Queue.Count} more wait")}. Wait for its end, cancel it, or ask for a place in the queue (ifBusy=queue)."
        : $"Run {state.Queue[0].Run} ({state.Queue[0].Kind}) is about to start. Wait for its end, cancel it, or ask for a place in the queue (ifBusy=queue).";
}
