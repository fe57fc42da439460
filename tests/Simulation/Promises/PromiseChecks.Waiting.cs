using Actors.Contracts.Activities;
using Actors.Contracts.Identity;
using Actors.Scheduling.Runs;

namespace Actors.Simulation.Promises;

/// <content>I3 and I6: what waits says why; at the end everybody is done and nothing is left.</content>
public sealed partial class PromiseChecks
{
    private static readonly TimeSpan MuteLimit = TimeSpan.FromSeconds(75);
    /// <summary>While faults are on: an agent that comes and goes is online again and again, and what was about to be leased to it had nothing to wait for.</summary>
    private static readonly TimeSpan FaultyMuteLimit = TimeSpan.FromSeconds(120);
    private readonly Dictionary<string, TimeSpan> _mute = [];
    private readonly Dictionary<string, ActorKey> _keys = [];

    /// <summary>I3: whatever waits for long says why. Time in which the controller could not answer anybody does not count.</summary>
    public void CheckWaiting(TimeSpan since)
    {
        if (!installation.Cluster.Answers) return;
        var limit = installation.World.Faulty ? FaultyMuteLimit : MuteLimit;
        foreach (var (environment, actor) in installation.Runs)
        {
            if (actor.Live?.Current is not { IsOpen: true } run) continue;
            foreach (var view in RunViews.Of(KeyOf(environment), run))
            {
                if (view is not { State: ActivityStatus.Waiting or ActivityStatus.Queued, Reason: ReasonCode.None }) { _mute.Remove(view.Key); continue; }
                var mute = _mute[view.Key] = _mute.GetValueOrDefault(view.Key) + since;
                if (mute > limit) throw new PromiseBrokenException("I3", $"{view.Key} is {view.State} and does not say why");
            }
        }
    }

    private ActorKey KeyOf(string environment)
    {
        if (!_keys.TryGetValue(environment, out var key)) _keys[environment] = key = ActorKey.Parse(environment);
        return key;
    }

    /// <summary>Faults are over: from now on less patience is due.</summary>
    public void FaultsEnded() => _mute.Clear();

    /// <summary>Everybody got what they wanted.</summary>
    public bool AreFinished => installation.Users.TrueForAll(user => user.IsFinished);

    /// <summary>Which run has not ended.</summary>
    public string Unfinished() => $"a run of {installation.Users.Find(user => !user.IsFinished)} has not ended";

    /// <summary>What is left over although every run has ended; null: nothing.</summary>
    public string? LeftOver()
    {
        foreach (var agent in installation.Agents)
        {
            if (agent.Engine.Workers.FirstOrDefault() is { } worker) return $"worker {worker.Attempt} on the engine of {agent.Key}";
            if (agent.Lives.FirstOrDefault(life => life.SlotsTaken > 0) is { } life) return $"{life.SlotsTaken} slots of {life}";
        }

        if (installation.Locks.FirstOrDefault() is { Key: { } target, Value: { } owner }) return $"the lock of {target}, owned by {owner}";
        foreach (var (key, activity) in installation.Activities)
        {
            if (activity.Stored is not null) return $"the state of {key}";
            // What has ended and is cleared may be remembered by an activation that somebody else did it without; it does nothing, and goes when it is idle.
            if (activity.Live is { Spec: not null, IsEnded: false }) return $"{key} in memory";
        }

        if (installation.Runs.FirstOrDefault(item => item.Value.Stored?.IsOpen == true) is { Key: { } open }) return $"{open}, which is not archived";
        foreach (var queue in installation.Queues)
        {
            if (queue.Actor.Live is { Memory: { } memory } state && (!memory.Held.IsEmpty || !memory.Requested.IsEmpty || !memory.Lost.IsEmpty))
                return $"{queue.Actor.Name}: {state}, {memory.Requested.Count} requested, {memory.Lost.Count} lost";
            if (queue.Actor.Stored is { Drained: true }) return $"{queue.Actor.Name} is drained";
        }

        return null;
    }
}
