using Actors.Contracts.Activities;
using Actors.Contracts.Identity;
using Actors.Contracts.Runtimes;
using Actors.Contracts.Workers;
using Actors.Scheduling.Activities;

namespace Actors.Simulation.Agents;

/// <summary>A worker: trades its ticket, works, heartbeats, reports, and fences itself when it does not hear the controller.</summary>
public sealed class SimWorker
{
    private static readonly TimeSpan HeartbeatEvery = TimeSpan.FromSeconds(5);
    private readonly Installation _installation;
    private readonly Action<SimWorker> _ended;
    private readonly string _nonce;
    private TimeSpan _lastAnswered;
    private TimeSpan _cutOffUntil;
    private WorkerResult? _result;
    private int? _exitCode;
    private ReasonCode _reason;

    public SimWorker(Installation installation, AttemptId attempt, string agent, Action<SimWorker> ended)
    {
        (_installation, Attempt, Agent, _ended) = (installation, attempt, agent, ended);
        _nonce = $"n{World.Dice.Next(int.MaxValue)}";
        _lastAnswered = World.Elapsed;
        World.Note($"worker {attempt} starts");
        World.After(World.Happens(Fault.WorkerLate) ? World.Between(5, 60) : World.Between(0.1, 2), OpenSession);
        if (World.Happens(Fault.WorkerDies)) World.After(World.Between(0, 25), () => Kill(ReasonCode.WorkerLost));
        if (World.Happens(Fault.WorkerCutOff)) World.After(World.Between(0, 15), () => _cutOffUntil = World.Elapsed + World.Between(5, 80));
        World.After(Fence, KeepAwake);
    }

    public AttemptId Attempt { get; }

    /// <summary>Key of the agent on whose engine it is.</summary>
    public string Agent { get; }

    public bool IsAlive { get; private set; } = true;

    public bool IsWorking { get; private set; }

    private static TimeSpan Fence => Installation.Silence / 2;

    private World World => _installation.World;

    public WorkerObservation Observed() => new()
    {
        Attempt = Attempt,
        Worker = $"worker {Attempt}",
        Phase = IsAlive ? WorkerPhase.Running : WorkerPhase.Ended,
        Reason = _reason is ReasonCode.ExitCode ? ReasonCode.None : _reason,
        ExitCode = _exitCode,
    };

    /// <summary>SIGTERM: ends the work and reports it as cancelled.</summary>
    public void Stop()
    {
        if (!IsAlive) return;
        if (IsWorking) Finish(new() { Reason = ReasonCode.Cancelled });
        else if (_result is null) End(WorkerProtocol.ExitCancelled, ReasonCode.ExitCode);
    }

    /// <summary>SIGKILL.</summary>
    public void Kill(ReasonCode reason) => End(137, reason);

    private void OpenSession()
    {
        if (!IsAlive) return;
        var sent = World.Elapsed;
        Call(new ActivityEvent.SessionOpened(Attempt.Number, _nonce, $"worker {Attempt}"), reply =>
        {
            if (!IsAlive || IsWorking || _result is not null) return;
            // What it changes is fenced where it is stored: an attempt that is over by now gets no lock.
            if (!reply.Ok || _installation.Activity(Attempt.Activity).Stored is not { IsHeld: true } stored || stored.Attempt != Attempt.Number) { End(WorkerProtocol.ExitRefused, ReasonCode.ExitCode); return; }
            _lastAnswered = sent;
            if (World.Elapsed - _lastAnswered < Fence) Work();
        }, () => World.After(World.Between(0.5, 1), OpenSession));
    }

    private void Work()
    {
        IsWorking = true;
        _installation.Promises.OnWork(this);
        _installation.Promises.OnLock(Installation.TargetOf(Attempt.Activity), Attempt);
        World.After(World.Happens(Fault.WorkerLong) ? World.Between(20, 90) : World.Between(1, 15), () =>
        {
            if (!IsWorking) return;
            Finish(World.Happens(Fault.JobFails) ? new() { Reason = ReasonCode.JobFailed, Message = "it failed" }
                : World.Happens(Fault.JobPolls) ? new() { Reason = ReasonCode.Polling, Again = new() { Data = new() { ["attempt"] = Attempt.Number } } }
                : new() { Succeeded = true, Outputs = new() { ["attempt"] = Attempt.Number } });
        });
        World.After(HeartbeatEvery, Heartbeat);
    }

    private void Heartbeat()
    {
        if (!IsWorking) return;
        var sent = World.Elapsed;
        Call(new ActivityEvent.Heard(Attempt.Number, _nonce), reply => Answered(sent, reply), () => { });
        World.After(HeartbeatEvery, Heartbeat);
    }

    private void Answered(TimeSpan sent, ActivityReply reply)
    {
        if (!IsAlive) return;
        if (!reply.Ok) { End(WorkerProtocol.ExitRefused, ReasonCode.ExitCode); return; }
        if (sent > _lastAnswered) _lastAnswered = sent;
        if (reply.Cancel && IsWorking) Finish(new() { Reason = ReasonCode.Cancelled });
    }

    private void Finish(WorkerResult result)
    {
        Rest();
        _result = result;
        Report();
    }

    private void Report()
    {
        if (!IsAlive) return;
        Call(new ActivityEvent.Result(Attempt.Number, _nonce, _result!), reply =>
        {
            var code = !reply.Ok ? WorkerProtocol.ExitRefused
                : _result!.Succeeded ? 0
                : _result.Reason == ReasonCode.Cancelled ? WorkerProtocol.ExitCancelled : WorkerProtocol.ExitFailed;
            End(code, code == 0 ? ReasonCode.None : ReasonCode.ExitCode);
        }, () => World.After(World.Between(0.5, 1), Report));
    }

    /// <summary>After half of the silence it begins to stop, by two thirds of it the work has ended.</summary>
    private void KeepAwake()
    {
        if (!IsAlive) return;
        var silent = World.Elapsed - _lastAnswered;
        if (silent < Fence) World.After(Fence - silent, KeepAwake);
        else World.After(World.Between(0, Installation.Silence.TotalSeconds / 6), () => End(WorkerProtocol.ExitFenced, ReasonCode.ExitCode));
    }

    private void Call(ActivityEvent @event, Action<ActivityReply> answered, Action failed)
    {
        if (World.Elapsed < _cutOffUntil) World.After(HeartbeatEvery, failed);
        else _installation.Activity(Attempt.Activity).Call(@event, answered, failed);
    }

    private void Rest()
    {
        if (!IsWorking) return;
        IsWorking = false;
        _installation.Promises.OnRest(this);
    }

    private void End(int code, ReasonCode reason)
    {
        if (!IsAlive) return;
        Rest();
        (IsAlive, _exitCode, _reason) = (false, code, reason);
        World.Note($"worker {Attempt} exits {code} {reason}");
        World.Soon(() => _ended(this));
    }
}
