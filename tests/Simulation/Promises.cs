using System.Text.Json;
using Actors.Contracts.Activities;
using Actors.Scheduling.Activities;
using Actors.Scheduling.Runs;

namespace Actors.Simulation;

/// <summary>Checks I1–I8 after every step, and at the end.</summary>
public sealed class Promises(Installation installation)
{
    private readonly Dictionary<string, string> _accepted = [];
    private readonly Dictionary<string, (DateTimeOffset Since, bool Waits)> _waiting = [];

    public int Results { get; private set; }

    /// <summary>After every step: I2 and I8.</summary>
    public void Check()
    {
        HashSet<string> busy = [];
        foreach (var agent in installation.Agents)
        {
            if (agent.SlotsTaken > Installation.Slots) throw new PromiseBrokenException("I2", $"{agent.Key} holds {agent.SlotsTaken}");
            if (agent.Workers.Count() > Installation.Slots) throw new PromiseBrokenException("I2", $"the engine of {agent.Key} has {agent.Workers.Count()} workers");
            foreach (var worker in agent.Workers.Where(worker => worker.IsWorking))
            {
                if (!busy.Add(Installation.ResourceOf(worker.Attempt.Activity))) throw new PromiseBrokenException("I8", $"two workers change {worker.Attempt.Activity}");
            }
        }
    }

    /// <summary>I1 and I5, for each event of an activity.</summary>
    public void OnActivity(string key, ActivityEvent @event, ActivityState before, ActivityState after, ActivityReply reply)
    {
        installation.World.Note($"{key} {before.Status}#{before.Attempt} {@event.GetType().Name} -> {after.Status}#{after.Attempt} {reply.Refusal}");
        if (AttemptOf(@event) is { } attempt && attempt != before.Attempt && Durable(before) != Durable(after))
            throw new PromiseBrokenException("I5", $"{@event.GetType().Name} of attempt {attempt} changed {key} at attempt {before.Attempt}");
        if (@event is ActivityEvent.WorkerExited exit && before.Holder is { } holder && exit.Holder.Agent == holder.Agent && exit.Holder.Epoch < holder.Epoch
            && Durable(before) != Durable(after))
            throw new PromiseBrokenException("I5", $"an exit of epoch {exit.Holder.Epoch} changed {key}, held in {holder.Epoch}");
        if (before.Status == ActivityStatus.Succeeded && after.Spec is not null && after.Status != ActivityStatus.Succeeded)
            throw new PromiseBrokenException("I1", $"{key} had succeeded and is {after.Status}");
        if (@event is not ActivityEvent.Result { Value.Succeeded: true } result || !reply.Ok) return;
        Results++;
        var winner = $"{result.Attempt}/{result.Nonce}";
        if (_accepted.TryGetValue(key, out var first) && first != winner) throw new PromiseBrokenException("I1", $"{key} accepted {first} and {winner}");
        _accepted[key] = winner;
    }

    /// <summary>I4 and I6, for each stored state of an environment.</summary>
    public void OnRunSaved(string environment, RunState? state)
    {
        if (state?.Current is not { } run) return;
        foreach (var node in run.Nodes.Where(node => node.IsOpen))
        {
            if (node.DependsOn.Find(id => !run.Find(id)!.IsDone) is { } missing) throw new PromiseBrokenException("I4", $"{environment} released {node.Id} before {missing}");
        }

        if (run.IsOpen) return;
        var prefix = $"{environment}/{run.Id}/";
        if (installation.Locks.Values.FirstOrDefault(owner => owner.Activity.StartsWith(prefix, StringComparison.Ordinal)) is { } left)
            throw new PromiseBrokenException("I6", $"{environment}: run {run.Id} ended and {left} still has a lock");
    }

    /// <summary>I4, when work begins.</summary>
    public void OnWork(SimWorker worker)
    {
        var segments = worker.Attempt.Activity.Split('/');
        var run = installation.RunOf(worker.Attempt.Activity).Stored?.Find(segments[3])
            ?? throw new PromiseBrokenException("I5", $"{worker.Attempt} works for a run that is gone");
        var node = run.Find(segments[4])!;
        if (node.DependsOn.Find(id => !run.Find(id)!.IsDone) is { } missing) throw new PromiseBrokenException("I4", $"{worker.Attempt} works before {missing}");
    }

    /// <summary>I3: whatever waits for long says why.</summary>
    public void CheckWaiting()
    {
        foreach (var (environment, actor) in installation.Runs)
        {
            if (actor.Live?.Current is not { IsOpen: true } run) continue;
            foreach (var view in RunViews.Of(Contracts.Identity.ActorKey.Parse(environment), run))
            {
                var mute = view is { State: ActivityStatus.Waiting or ActivityStatus.Queued, Reason: ReasonCode.None };
                if (!mute) { _waiting.Remove(view.Key); continue; }
                var since = _waiting.TryGetValue(view.Key, out var known) ? known.Since : installation.World.Now;
                _waiting[view.Key] = (since, true);
                if (installation.World.Now - since > TimeSpan.FromSeconds(120)) throw new PromiseBrokenException("I3", $"{view.Key} is {view.State} and does not say why");
            }
        }
    }

    /// <summary>I3 and I6 at the end: everybody got to the end, and nothing is left.</summary>
    public string? LeftOver()
    {
        if (installation.Users.Any(user => !user.IsFinished)) return "a run has not ended";
        if (installation.Agents.SelectMany(agent => agent.Workers).FirstOrDefault() is { } worker) return $"worker {worker.Attempt}";
        if (installation.Agents.Find(agent => agent.SlotsTaken > 0) is { } full) return $"slots of {full.Key}";
        if (installation.Locks.Values.FirstOrDefault() is { } owner) return $"lock of {owner}";
        if (installation.Activities.FirstOrDefault(item => item.Value.Disk is not null) is { Key: { } key }) return $"state of {key}";
        if (installation.Runs.FirstOrDefault(item => item.Value.Stored?.IsOpen == true) is { Key: { } open }) return $"run of {open} is not archived";
        if (installation.Activities.FirstOrDefault(item => item.Value.Live?.Spec is not null) is { Key: { } ghost }) return $"memory of {ghost}";
        return installation.Queues.FirstOrDefault(queue => queue.Actor.Live is { Memory: { } memory }
            && (!memory.Held.IsEmpty || !memory.Requested.IsEmpty || !memory.Lost.IsEmpty)) is { } queue
                ? $"{queue.Actor.Live}, {queue.Actor.Live!.Memory.Requested.Count} requested, {queue.Actor.Live.Memory.Lost.Count} lost"
                : null;
    }

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

    private static string Durable(ActivityState state) => JsonSerializer.Serialize(state);
}
