using Actors.Contracts.Activities;
using Actors.Contracts.Agents;
using Actors.Contracts.Identity;
using Actors.Contracts.Runtimes;

namespace Actors.Scheduling.Agents;

/// <summary>
/// One attempt in one worker slot, as a pure state machine: start or recognise, wait, report, remove. Held in memory only; what is on the
/// engine brings it back. Times are of the slot's own monotonic clock.
/// </summary>
public sealed record SlotWork
{
    /// <summary>Times that the engine is asked again when its refusal does not say why.</summary>
    public const int MaxStartFailures = 3;
    /// <summary>The grace of a worker that was found, and whose lease is not known: the longest there is, OpenTofu's. Within it the worker itself ends its job sooner.</summary>
    public static readonly TimeSpan FoundGrace = TimeSpan.FromMinutes(2);
    /// <summary>What a worker gets beyond its job's grace before the engine kills it: it kills the job itself when that is over, and then reports.</summary>
    public static readonly TimeSpan ReportTime = TimeSpan.FromSeconds(10);
    /// <summary>How long after the grace a stop is asked for again.</summary>
    public static readonly TimeSpan StopAgain = TimeSpan.FromSeconds(10);
    /// <summary>How long after an answer that did not end the attempt its exit is reported again.</summary>
    public static readonly TimeSpan ReportAgain = TimeSpan.FromSeconds(5);

    private bool _begun;
    private bool _asking;
    private bool _started;
    private bool _over;
    private bool _released;
    private bool _unsure;
    private int _startFailures;
    private TimeSpan _startBefore;
    private TimeSpan? _stopAt;
    private TimeSpan? _reportAt;
    private ReasonCode _stopReason;

    private SlotWork(AttemptId attempt, long epoch) => (Attempt, Epoch) = (attempt, epoch);

    /// <summary>The attempt.</summary>
    public AttemptId Attempt { get; }
    /// <summary>Epoch of the session that it is held in.</summary>
    public long Epoch { get; private init; }
    /// <summary>The lease; null when the worker was found on the engine.</summary>
    public ActivityLease? Lease { get; private init; }
    /// <summary>What the engine said last.</summary>
    public WorkerObservation? Seen { get; private init; }
    /// <summary>Whether a stop was asked for.</summary>
    public bool Stopping => _stopReason != ReasonCode.None;
    /// <summary>Time between SIGTERM and SIGKILL.</summary>
    public TimeSpan Grace => (Lease?.Grace ?? FoundGrace) + ReportTime;
    /// <summary>Whether the worker has ended, is gone, or could not be started.</summary>
    public bool Ended => Seen?.Phase is WorkerPhase.Ended or WorkerPhase.Gone;
    /// <summary>The controller said, when it was told of the end, that the attempt had been over before.</summary>
    public bool WasOver { get; private init; }
    /// <summary>In a word, for people: Starting, Running, Stopping, Ended, Removing or Free.</summary>
    public string State => _released ? "Free" : _over || _unsure ? "Removing" : Ended ? "Ended" : Stopping ? "Stopping" : _started ? "Running" : "Starting";

    /// <summary>An attempt whose worker is to be started, begun before <paramref name="startBefore"/>.</summary>
    public static SlotWork Leased(ActivityLease lease, long epoch, TimeSpan startBefore)
    {
        ArgumentNullException.ThrowIfNull(lease);
        return new(lease.Attempt, epoch) { Lease = lease, _startBefore = startBefore };
    }

    /// <summary>An attempt whose worker was found on the engine.</summary>
    public static SlotWork Found(WorkerObservation seen, long epoch)
    {
        ArgumentNullException.ThrowIfNull(seen);
        return new(seen.Attempt, epoch) { Seen = seen, _started = true };
    }

    /// <summary>What to do now.</summary>
    public SlotStep Next(TimeSpan now) => this switch
    {
        { _released: true } => SlotStep.Free,
        { _over: true } or { _unsure: true } => SlotStep.Remove,
        { Ended: true } => _reportAt is null || now >= _reportAt ? SlotStep.Report : SlotStep.Wait,
        { _started: false } => !_begun && now >= _startBefore ? SlotStep.Free : SlotStep.Start,
        { Stopping: true } => _stopAt is null || now >= _stopAt ? SlotStep.Stop : SlotStep.Wait,
        _ => SlotStep.Wait,
    };

    /// <summary>When <see cref="Next"/> may say something else although nothing happened; null: never.</summary>
    public TimeSpan? WakeAt => Ended ? _reportAt : Stopping ? _stopAt : null;

    /// <summary>The agent speaks from a newer session; a report that had no hearing is repeated at once.</summary>
    public SlotWork Renewed(long epoch) => epoch <= Epoch ? this : this with { Epoch = epoch, _reportAt = null };

    /// <summary>The engine is about to be asked to start the worker.</summary>
    public SlotWork StartBegun() => this with { _begun = true, _asking = true };

    /// <summary>The engine has taken the worker.</summary>
    public SlotWork Started(WorkerObservation seen) => (this with { _started = true }).Observed(seen);

    /// <summary>The engine refused to start the worker.</summary>
    public SlotWork StartRefused(string worker, ReasonCode reason, string message) => this with { _started = true, Seen = EndedBy(worker, reason, message) };

    /// <summary>Whether waiting for the engine to start the worker is given up: an image may be pulled for minutes, for a worker that nobody wants any more. An agent that stops itself waits: its worker may be about to run.</summary>
    public bool AbandonsStart => !_started && _stopReason == ReasonCode.Cancelled;

    /// <summary>The engine is no longer waited for. Whatever it has of the worker by now may work already, and goes before anybody is told that the worker has ended.</summary>
    public SlotWork StartAbandoned(string worker) => GivenUp(worker, "Stopped while the engine was starting it.");

    /// <summary>
    /// The engine did not answer, or not in a way that says why. It is asked again a few times: starting twice means recognising. Not for a worker that is to be stopped: whatever
    /// the engine has of it goes.
    /// </summary>
    public SlotWork StartFailed(string worker, string message) => this switch
    {
        { Stopping: true } => GivenUp(worker, $"Stopped while the engine was starting it. {message}".TrimEnd()),
        _ when _startFailures + 1 < MaxStartFailures => this with { _asking = false, _startFailures = _startFailures + 1 },
        _ => StartRefused(worker, ReasonCode.StartError, message) with { _unsure = true },
    };

    /// <summary>The engine says something about the worker. What has ended never runs again, and before its start nothing can have ended.</summary>
    public SlotWork Observed(WorkerObservation seen) => Ended || !_started ? this : this with { Seen = seen };

    /// <summary>The worker is to be stopped.</summary>
    /// <param name="reason">Cancelled, or AgentLost where the agent itself stops.</param>
    /// <param name="worker">The worker's name, for a worker that has not been started.</param>
    public SlotWork Stop(ReasonCode reason, string worker)
    {
        var next = Stopping && reason != ReasonCode.Cancelled ? this : this with { _stopReason = reason };
        if (next._started || next._asking) return next;
        // The lease may have been sent again for a worker that is there already, or a start that failed may have left one: it goes first.
        return next.GivenUp(worker, next._begun ? "Stopped after its start had failed." : "Stopped before it was started.");
    }

    /// <summary>The engine was asked to stop the worker.</summary>
    public SlotWork StopSent(TimeSpan now) => this with { _stopAt = now + Grace + StopAgain };

    /// <summary>The controller answered the exit report.</summary>
    public SlotWork Reported(ExitResponse response, TimeSpan now)
    {
        ArgumentNullException.ThrowIfNull(response);
        return response switch
        {
            { Session: SessionStatus.Superseded } => this with { _released = true },
            { Session: SessionStatus.Live, Over: true } => this with { _over = true, WasOver = response.WasOver },
            _ => this with { _reportAt = now + ReportAgain },
        };
    }

    /// <summary>The controller says that the attempt is over.</summary>
    public SlotWork End() => this with { _over = true };

    /// <summary>The worker is removed: the slot is free, or the end of a worker that may have been there can be told.</summary>
    public SlotWork Removed() => this with { _released = _over, _unsure = false };

    /// <summary>What the controller is told of the end.</summary>
    /// <param name="agent">Key of the agent.</param>
    /// <param name="tail">The end of what the worker printed; already free of secrets, because the worker masks before it prints.</param>
    public ExitReport Report(string agent, string tail)
    {
        var seen = Seen ?? throw new InvalidOperationException($"The worker of {Attempt} has not ended.");
        var reason = seen switch
        {
            { Reason: not ReasonCode.None } => seen.Reason,
            { Phase: WorkerPhase.Gone } => ReasonCode.Deleted,
            { Signal: not null } => ReasonCode.WorkerLost,
            { ExitCode: not (null or 0) } => ReasonCode.ExitCode,
            _ => ReasonCode.None,
        };
        if (Stopping && reason is ReasonCode.ExitCode or ReasonCode.WorkerLost or ReasonCode.Deleted or ReasonCode.Cancelled)
        {
            reason = _stopReason;
        }

        string?[] parts = [seen.Message, tail];
        var message = string.Join('\n', parts.Where(p => !string.IsNullOrWhiteSpace(p)));
        return new(agent, Epoch, Attempt, seen.Worker, reason, seen.ExitCode,
            message.Length == 0 ? null : message.Length <= AgentProtocol.MaxMessage ? message : message[..AgentProtocol.MaxMessage]);
    }

    private SlotWork GivenUp(string worker, string message) => StartRefused(worker, _stopReason, message) with { _unsure = true };

    private WorkerObservation EndedBy(string worker, ReasonCode reason, string message) =>
        new() { Attempt = Attempt, Worker = worker, Phase = WorkerPhase.Ended, Reason = reason, Message = message };
}
