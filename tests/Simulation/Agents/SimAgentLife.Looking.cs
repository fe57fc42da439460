using Actors.Contracts.Identity;
using Actors.Contracts.Runtimes;
using Actors.Scheduling.Agents;

namespace Actors.Simulation.Agents;

/// <content>What it sees on its engine.</content>
public sealed partial class SimAgentLife
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(30);
    private bool _lookSoon;

    /// <summary>The engine has news of a worker.</summary>
    public void Seen(WorkerObservation seen) => Process.Run(() =>
    {
        if (_session.SlotOf(seen.Attempt) is { } slot) Observe(slot, seen.Attempt, seen);
        else if (seen.Phase != WorkerPhase.Gone) LookSoon();
    });

    private void LookSoon()
    {
        if (_lookSoon) return;
        _lookSoon = true;
        Later(() =>
        {
            _lookSoon = false;
            if (_session.Phase == AgentPhase.Live) Look(() => { }, () => { });
        });
    }

    private void KeepLooking()
    {
        if (!Process.IsAlive || Process.Defers(KeepLooking) || _session.Phase == AgentPhase.Superseded) return;
        if (_session.Phase == AgentPhase.Live) Look(() => { }, () => { });
        World.After(LookEvery, KeepLooking);
    }

    /// <summary>Compares what is on the engine with what the slots hold.</summary>
    private void Look(Action looked, Action failed)
    {
        var (began, before) = (World.Elapsed, _session.Slots);
        World.Soon(() =>
        {
            var away = Engine.IsAway;
            var found = away ? [] : Engine.List();
            // The list is of a moment, and arrives after others.
            World.Soon(() => Process.Run(() =>
            {
                if (away) { failed(); return; }
                Compare(found, before, began);
                looked();
            }));
        });
    }

    private void Compare(Dictionary<AttemptId, WorkerObservation> found, System.Collections.Immutable.ImmutableSortedDictionary<int, AttemptId> before, TimeSpan began)
    {
        foreach (var attempt in found.Keys.Where(attempt => _session.SlotOf(attempt) is null && !_freed.IsSince(attempt, began)).ToList())
            (_session, _) = _session.Found(attempt, atStart: !_looked, removed: _freed.IsRecent(attempt, World.Elapsed));
        _looked = true;
        foreach (var (slot, attempt) in _session.Slots)
        {
            if (found.ContainsKey(attempt) || before.GetValueOrDefault(slot) == attempt) Observe(slot, attempt, found.GetValueOrDefault(attempt));
        }
    }

    private void Observe(int slot, AttemptId attempt, WorkerObservation? seen) => Heard(slot, attempt, Slot(slot).Observe(Epoch, attempt, seen));
}
