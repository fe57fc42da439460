using Actors.Contracts.Activities;
using Actors.Contracts.Agents;
using Actors.Contracts.Identity;
using Actors.Contracts.Runtimes;
using Actors.Scheduling.Agents;

namespace Actors.Simulation.Agents;

/// <summary>A worker slot: the real work of a slot, and what its grain does around it. Answers whether the attempt occupies it; an agent of an older session is told so too, and gets nothing.</summary>
public sealed class SimSlot(SimAgentLife life, int number)
{
    private SlotWork? _work;
    private RemovedWorkers _removed = RemovedWorkers.None;
    private long _epoch;
    private int _job;
    private bool _busy;
    private bool _planned;

    private World World => life.World;

    public bool Start(long epoch, ActivityLease lease, TimeSpan within)
    {
        if (Enter(epoch) && !Holds(lease.Attempt)) Take(SlotWork.Leased(lease, epoch, World.Elapsed + within));
        return true;
    }

    public bool Observe(long epoch, AttemptId attempt, WorkerObservation? seen)
    {
        if (!Enter(epoch)) return true;
        if (Holds(attempt))
        {
            // What a list does not have is looked at before it is believed.
            if (seen is null && _work is { Seen: not null, Ended: false })
                seen = life.Engine.Find(attempt) ?? new() { Attempt = attempt, Worker = WorkerOf(attempt), Phase = WorkerPhase.Gone };
            if (seen is not null) Update(work => work.Observed(seen));
            return true;
        }

        if (seen is not { Phase: not WorkerPhase.Gone } || _removed.IsRecent(attempt, World.Elapsed)) return false;
        Take(SlotWork.Found(seen, epoch));
        return true;
    }

    /// <summary>Its worker is to be stopped; an engine that is starting it is not waited for where the work says so, and may start it all the same.</summary>
    public bool Stop(long epoch, AttemptId attempt, ReasonCode reason)
    {
        if (!Told(epoch, attempt, work => work.Stop(reason, WorkerOf(attempt)))) return false;
        if (_busy && _work is { AbandonsStart: true })
        {
            _job++;
            _busy = false;
            Update(work => work.StartAbandoned(WorkerOf(attempt)));
        }

        return true;
    }

    public bool End(long epoch, AttemptId attempt) => Told(epoch, attempt, work => work.End());

    /// <summary>It forgets what it holds; the agent's next look brings it back.</summary>
    public void Lose()
    {
        World.Note($"CRASH slot {number} of {life}");
        (_work, _busy, _epoch, _removed) = (null, false, 0, RemovedWorkers.None);
        _job++;
    }

    private bool Told(long epoch, AttemptId attempt, Func<SlotWork, SlotWork> change)
    {
        if (!Enter(epoch)) return true;
        if (!Holds(attempt)) return false;
        Update(change);
        return true;
    }

    private bool Enter(long epoch)
    {
        if (epoch < _epoch) return false;
        _removed = epoch > _epoch ? RemovedWorkers.None : _removed;
        _epoch = epoch;
        return true;
    }

    private bool Holds(AttemptId attempt)
    {
        if (_work?.Attempt != attempt) return false;
        Update(work => work.Renewed(_epoch));
        return true;
    }

    private void Take(SlotWork work)
    {
        (_work, _busy) = (work, false);
        _job++;
        Drive();
    }

    private void Update(Func<SlotWork, SlotWork> change)
    {
        if (_work is null) return;
        var next = change(_work);
        if (next == _work) return;
        _work = next;
        Drive();
    }

    private void Drive()
    {
        if (_planned) return;
        _planned = true;
        World.Soon(() => life.Process.Run(() =>
        {
            _planned = false;
            Step();
        }));
    }

    private void Step()
    {
        if (_work is not { } work || _busy) return;
        switch (work.Next(World.Elapsed))
        {
            case SlotStep.Start: BeginStart(work.Attempt); break;
            case SlotStep.Stop: Engine(() => life.Engine.Stop(work.Attempt), now => now.StopSent(World.Elapsed)); break;
            case SlotStep.Remove: Engine(() => life.Engine.Remove(work.Attempt), now => now.Removed()); break;
            case SlotStep.Report: Report(work.Report(life.Key, "")); break;
            case SlotStep.Free:
                (_work, _removed) = (null, _removed.Add(work.Attempt, World.Elapsed));
                World.Soon(() => life.Process.Run(() => life.SlotFreed(number, work.Attempt)));
                break;
            default:
                if (work.WakeAt is { } at) World.After(at > World.Elapsed ? at - World.Elapsed : TimeSpan.FromMilliseconds(20), () => life.Process.Run(Drive));
                break;
        }
    }

    /// <summary>The engine is asked now and acts later: between the two this process may stand still, or end.</summary>
    private void BeginStart(AttemptId attempt)
    {
        if (_work is { Stopping: true }) throw new InvalidOperationException($"{life} begins a start of {attempt}, which is to be stopped.");
        var job = Begin();
        Update(work => work.StartBegun());
        var refused = World.Happens(Fault.StartRefused);
        var unknown = World.Happens(Fault.StartUnknown);
        var slow = World.Happens(Fault.StartSlow);
        World.After(slow ? World.Between(1, 30) : World.Between(0, 0.1), () => life.Process.Run(() =>
        {
            var away = life.Engine.IsAway;
            var seen = away || refused || (unknown && World.Chance(0.5)) ? null : life.Engine.Start(attempt);
            World.Soon(() => life.Process.Run(() => Ended(job, away || unknown, work =>
                refused ? work.StartRefused(WorkerOf(attempt), ReasonCode.StartError, "it refuses")
                : seen is null || unknown ? work.StartFailed(WorkerOf(attempt), "no answer")
                : work.Started(seen))));
        }));
    }

    private void Engine(Action act, Func<SlotWork, SlotWork> then)
    {
        var job = Begin();
        World.Soon(() => life.Process.Run(() =>
        {
            var away = life.Engine.IsAway;
            if (!away) act();
            World.Soon(() => life.Process.Run(() => Ended(job, away, work => away ? work : then(work))));
        }));
    }

    private void Report(ExitReport report)
    {
        var job = Begin();
        life.Exit(report, answer => Ended(job, false, work => work.Epoch == report.Epoch ? work.Reported(answer, World.Elapsed) : work), () => Ended(job, true, work => work));
    }

    private int Begin()
    {
        _busy = true;
        return _job;
    }

    private void Ended(int job, bool failed, Func<SlotWork, SlotWork> change)
    {
        if (job != _job) return;
        _busy = false;
        Update(change);
        if (failed) World.After(World.Between(0.5, 2), () => life.Process.Run(Drive));
        else Drive();
    }

    private static string WorkerOf(AttemptId attempt) => $"worker {attempt}";
}
