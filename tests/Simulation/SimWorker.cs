using Actors.Contracts.Activities;
using Actors.Contracts.Identity;
using Actors.Contracts.Workers;
using Actors.Scheduling.Activities;

namespace Actors.Simulation;

/// <summary>A worker: trades its ticket, works, heartbeats, reports, and fences itself when it does not hear the controller.</summary>
public sealed class SimWorker
{
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(60);
    private readonly Installation _installation;
    private readonly Action _ended;
    private readonly string _nonce;
    private DateTimeOffset _lastAnswered;
    private WorkerResult? _result;

    public SimWorker(Installation installation, AttemptId attempt, Action ended)
    {
        _installation = installation;
        _ended = ended;
        Attempt = attempt;
        _nonce = installation.World.Random.Next().ToString(System.Globalization.CultureInfo.InvariantCulture);
        _lastAnswered = World.Now;
        World.After(World.Fault(0.03) ? World.Between(5, 60) : World.Between(0.1, 2), OpenSession);
        if (World.Fault(0.04)) World.After(World.Between(0, 25), () => End(137, ReasonCode.WorkerLost));
    }

    public AttemptId Attempt { get; }

    public bool IsAlive { get; private set; } = true;

    public bool IsWorking { get; private set; }

    public int? ExitCode { get; private set; }

    public ReasonCode Reason { get; private set; }

    private World World => _installation.World;

    /// <summary>SIGTERM: ends the work and reports it as cancelled.</summary>
    public void Stop()
    {
        if (!IsAlive) return;
        if (IsWorking) Finish(new() { Reason = ReasonCode.Cancelled });
        else if (_result is null) End(WorkerProtocol.ExitCancelled, ReasonCode.ExitCode);
    }

    /// <summary>SIGKILL.</summary>
    public void Kill() => End(137, ReasonCode.WorkerLost);

    private void OpenSession()
    {
        if (!IsAlive || Fenced()) return;
        var sent = World.Now;
        _installation.Activity(Attempt.Activity).Call(new ActivityEvent.SessionOpened(Attempt.Number, _nonce, $"worker {Attempt}"), reply =>
        {
            if (!IsAlive || IsWorking || _result is not null) return;
            if (!reply.Ok) { End(WorkerProtocol.ExitRefused, ReasonCode.ExitCode); return; }
            _lastAnswered = sent;
            if (!Fenced()) Work();
        }, () => World.After(World.Between(0.5, 1), OpenSession));
    }

    private void Work()
    {
        IsWorking = true;
        _installation.Promises.OnWork(this);
        _installation.Locks[Installation.ResourceOf(Attempt.Activity)] = Attempt;
        World.After(World.Fault(0.05) ? World.Between(20, 90) : World.Between(1, 15), () =>
        {
            if (!IsAlive || !IsWorking) return;
            Finish(World.Fault(0.06) ? new() { Reason = ReasonCode.JobFailed, Message = "it failed" } : new() { Succeeded = true, Outputs = new() { ["attempt"] = Attempt.Number } });
        });
        World.After(TimeSpan.FromSeconds(5), Heartbeat);
    }

    private void Heartbeat()
    {
        if (!IsAlive || !IsWorking || Fenced()) return;
        var sent = World.Now;
        _installation.Activity(Attempt.Activity).Call(new ActivityEvent.Heard(Attempt.Number, _nonce), reply => Answered(sent, reply), () => { });
        World.After(TimeSpan.FromSeconds(5), Heartbeat);
    }

    private void Answered(DateTimeOffset sent, ActivityReply reply)
    {
        if (!IsAlive) return;
        if (!reply.Ok) { End(WorkerProtocol.ExitRefused, ReasonCode.ExitCode); return; }
        if (sent > _lastAnswered) _lastAnswered = sent;
        if (reply.Cancel && IsWorking) Finish(new() { Reason = ReasonCode.Cancelled });
    }

    private void Finish(WorkerResult result)
    {
        IsWorking = false;
        _result = result;
        Report();
    }

    private void Report()
    {
        if (!IsAlive || Fenced()) return;
        _installation.Activity(Attempt.Activity).Call(new ActivityEvent.Result(Attempt.Number, _nonce, _result!), reply =>
        {
            var code = !reply.Ok ? WorkerProtocol.ExitRefused
                : _result!.Succeeded ? 0
                : _result.Reason == ReasonCode.Cancelled ? WorkerProtocol.ExitCancelled : WorkerProtocol.ExitFailed;
            End(code, code == 0 ? ReasonCode.None : ReasonCode.ExitCode);
        }, () => World.After(World.Between(0.5, 1), Report));
    }

    private bool Fenced()
    {
        if (World.Now - _lastAnswered < Silence / 2) return false;
        End(WorkerProtocol.ExitFenced, ReasonCode.ExitCode);
        return true;
    }

    private void End(int code, ReasonCode reason)
    {
        if (!IsAlive) return;
        (IsAlive, IsWorking, ExitCode, Reason) = (false, false, code, reason);
        World.Note($"worker {Attempt} exits {code}");
        World.Soon(_ended);
    }
}
