using Actors.Contracts.Activities;
using Actors.Contracts.Agents;
using Actors.Contracts.Identity;
using Actors.Scheduling.Activities;
using Actors.Scheduling.Queues;
using Actors.Scheduling.Runs;
using Actors.Templates.Planning;

namespace Actors.Simulation.Promises;

/// <summary>Checks I1–I8 in every step that can break one: each is asked where what it speaks of changes.</summary>
public sealed partial class PromiseChecks(Installation installation)
{
    private readonly Dictionary<string, string> _accepted = [];
    private readonly Dictionary<string, SimWorker> _busy = [];
    private readonly Dictionary<string, int> _working = [];

    public int Results { get; private set; }

    /// <summary>I1 and I5, for each event of an activity.</summary>
    public void OnActivity(string key, ActivityEvent @event, ActivityState before, ActivityState after, ActivityReply reply)
    {
        installation.World.Note($"{key} {before.Status}#{before.Attempt} {@event.GetType().Name} -> {after.Status}#{after.Attempt} {reply.Refusal}");
        if (AttemptOf(@event) is { } attempt && attempt != before.Attempt && !Durable.Same(before, after))
            throw new PromiseBrokenException("I5", $"{@event.GetType().Name} of attempt {attempt} changed {key} at attempt {before.Attempt}");
        if (HolderOf(@event) is { } sender && before.Holder is { } holder && sender.Agent == holder.Agent && sender.Epoch < holder.Epoch && before.IsHeld && !Durable.Same(before, after))
            throw new PromiseBrokenException("I5", $"{@event.GetType().Name} of epoch {sender.Epoch} changed {key}, held in {holder.Epoch}");
        if (@event is not ActivityEvent.Result { Value.Succeeded: true } result || !reply.Ok) return;
        Results++;
        var winner = $"{result.Attempt}/{result.Nonce}";
        if (_accepted.TryGetValue(key, out var first) && first != winner) throw new PromiseBrokenException("I1", $"{key} accepted {first} and {winner}");
        _accepted[key] = winner;
    }

    /// <summary>I1, for each stored state of an activity.</summary>
    public void OnActivitySaved(string key, ActivityState? before, ActivityState? after)
    {
        if (before?.Status == ActivityStatus.Succeeded && after is not null && after.Status != ActivityStatus.Succeeded)
            throw new PromiseBrokenException("I1", $"{key} had succeeded and is {after.Status}");
        if (before?.Attempt > after?.Attempt) throw new PromiseBrokenException("I5", $"{key} went back from attempt {before.Attempt} to {after.Attempt}");
    }

    /// <summary>I5, for each event of a queue: a session that was replaced says nothing.</summary>
    public void OnQueue(string agent, QueueEvent @event, QueueState before, QueueState after, QueueReply reply)
    {
        installation.World.Note($"queue {agent} epoch {before.Epoch} {@event.GetType().Name} -> {after}");
        if (after.Epoch < before.Epoch) throw new PromiseBrokenException("I5", $"the queue of {agent} went back from epoch {before.Epoch} to {after.Epoch}");
        var (epoch, old) = @event switch
        {
            QueueEvent.PollStarted poll => (poll.Epoch, poll.Epoch < before.Epoch),
            QueueEvent.PollCollected poll => (poll.Epoch, poll.Epoch < before.Epoch),
            _ => (0, false),
        };
        if (!old) return;
        if (reply is not QueueReply.Poll { Session: not SessionStatus.Live, Leases.Count: 0, Cancels.Count: 0, Over.Count: 0 })
            throw new PromiseBrokenException("I5", $"{agent} got an answer in epoch {epoch}, which {before.Epoch} has replaced");
        if (after.Memory.Session is { } session && before.Memory.Session is { } was && (session.Poll != was.Poll || session.RenewedAt != was.RenewedAt))
            throw new PromiseBrokenException("I5", $"a poll of epoch {epoch} changed the session of epoch {before.Epoch} of {agent}");
    }

    /// <summary>I4 and I6, for each stored state of an environment.</summary>
    public void OnRunSaved(string environment, RunState? before, RunState? after)
    {
        if (after?.Current is not { } run) return;
        foreach (var node in run.Nodes)
        {
            if (node.IsOpen && MissingFor(run, node.Id) is { } missing) throw new PromiseBrokenException("I4", $"{environment} released {node.Id} before {missing}");
        }

        if (run.IsOpen || before?.Current is { IsOpen: false }) return;
        var prefix = $"{environment}/{run.Id}/";
        if (installation.Locks.Values.FirstOrDefault(owner => owner.Activity.StartsWith(prefix, StringComparison.Ordinal)) is { } left)
            throw new PromiseBrokenException("I6", $"{environment}: run {run.Id} ended and {left} still has a lock");
        if (_busy.Values.FirstOrDefault(worker => worker.Attempt.Activity.StartsWith(prefix, StringComparison.Ordinal)) is { } busy)
            throw new PromiseBrokenException("I6", $"{environment}: run {run.Id} ended and {busy.Attempt} still works");
    }

    /// <summary>I2, I4 and I8, when work begins.</summary>
    public void OnWork(SimWorker worker)
    {
        var segments = worker.Attempt.Activity.Split('/');
        var run = installation.RunOf(worker.Attempt.Activity).Stored?.Find(segments[3])
            ?? throw new PromiseBrokenException("I5", $"{worker.Attempt} works for a run that is gone");
        if (MissingFor(run, segments[4]) is { } missing) throw new PromiseBrokenException("I4", $"{worker.Attempt} works before {missing}");
        var target = Installation.TargetOf(worker.Attempt.Activity);
        if (!_busy.TryAdd(target, worker)) throw new PromiseBrokenException("I8", $"{worker.Attempt} and {_busy[target].Attempt} change {target}");
        var working = _working[worker.Agent] = _working.GetValueOrDefault(worker.Agent) + 1;
        if (working > installation.Scenario.Slots) throw new PromiseBrokenException("I2", $"{working} workers of {worker.Agent} work");
    }

    /// <summary>Work ends.</summary>
    public void OnRest(SimWorker worker)
    {
        if (!_busy.Remove(Installation.TargetOf(worker.Attempt.Activity), out var busy) || busy != worker) throw new InvalidOperationException($"{worker.Attempt} did not work");
        _working[worker.Agent]--;
    }

    /// <summary>I8: who takes a lock takes it from nobody.</summary>
    public void OnLock(string target, AttemptId attempt)
    {
        if (installation.Locks.TryGetValue(target, out var owner) && owner != attempt) throw new PromiseBrokenException("I8", $"{attempt} takes {target} while {owner} has it");
        installation.Locks[target] = attempt;
    }

    /// <summary>I2: an agent fills its slots and no more; what it finds on its engine may be more.</summary>
    public void OnSlots(string agent, int before, int after, int slots)
    {
        if (after > before && after > slots) throw new PromiseBrokenException("I2", $"{agent} has {slots} slots and holds {after}");
    }

    /// <summary>What must be done before an activity, by what the resources need of each other and not by what the run believes.</summary>
    private string? MissingFor(RunRecord run, string id) => run.Kind == RunKind.Deploy
        ? installation.Resource(id).Needs.Find(need => run.Find(need) is not { IsDone: true })
        : installation.Scenario.Resources.Find(other => other.Needs.Contains(id) && run.Find(other.Name) is not { IsDone: true })?.Name;

    private static int? AttemptOf(ActivityEvent @event) => @event switch
    {
        ActivityEvent.SessionOpened session => session.Attempt,
        ActivityEvent.Heard heard => heard.Attempt,
        ActivityEvent.Result result => result.Attempt,
        ActivityEvent.WorkerExited exit => exit.Attempt,
        ActivityEvent.AgentLost lost => lost.Attempt,
        ActivityEvent.Adopt adopt => adopt.Attempt,
        _ => null,
    };

    private static Holder? HolderOf(ActivityEvent @event) => @event switch
    {
        ActivityEvent.WorkerExited exit => exit.Holder,
        ActivityEvent.AgentLost lost => lost.Holder,
        ActivityEvent.Adopt adopt => adopt.Holder,
        ActivityEvent.LeaseRequest request => request.Holder,
        _ => null,
    };
}
