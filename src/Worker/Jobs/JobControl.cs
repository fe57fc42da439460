using Actors.Worker.Processes;

namespace Actors.Worker.Jobs;

/// <summary>Stops a job: the first reason counts. The process group is asked to end, and killed when the grace is over.</summary>
internal sealed class JobControl(TimeProvider time) : IDisposable
{
    private readonly CancellationTokenSource _interrupt = new();
    private readonly CancellationTokenSource _kill = new();
    private readonly CancellationTokenSource _abandon = new();
    private readonly Lock _gate = new();
    private ITimer? _graceTimer;
    private ITimer? _deadlineTimer;

    /// <summary>Why the job was stopped.</summary>
    public StopReason Reason { get; private set; }

    /// <summary>Time between asking and killing.</summary>
    public TimeSpan Grace { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>What the job's processes listen to.</summary>
    public StopTokens Tokens => new(_interrupt.Token, _kill.Token);

    /// <summary>Asks for the end of everything that the job does besides its processes, uploads for example.</summary>
    public CancellationToken Interrupt => _interrupt.Token;

    /// <summary>The last moment at which this worker may still speak: nothing is sent after it.</summary>
    public CancellationToken Abandoned => _abandon.Token;

    /// <summary>Stops the job when a time is over.</summary>
    public void LimitTo(TimeSpan timeout) => _deadlineTimer = time.CreateTimer(_ => Stop(StopReason.Deadline), null, timeout, Timeout.InfiniteTimeSpan);

    /// <summary>Asks the job to end; kills it after the grace, but for silence, which has a kill time of its own.</summary>
    public void Stop(StopReason reason)
    {
        lock (_gate)
        {
            if (Reason != StopReason.None)
            {
                return;
            }
            Reason = reason;
            if (reason != StopReason.Silence)
            {
                _graceTimer = time.CreateTimer(_ => _kill.Cancel(), null, Grace, Timeout.InfiniteTimeSpan);
            }
        }
        _interrupt.Cancel();
    }

    /// <summary>Kills the job at once, and ends the speaking of this worker.</summary>
    public void Fence()
    {
        Stop(StopReason.Silence);
        _kill.Cancel();
        _abandon.Cancel();
    }

    /// <summary>The attempt is somebody else's: the job is stopped, and nothing is sent any more.</summary>
    public void Refuse()
    {
        Stop(StopReason.Refused);
        _abandon.Cancel();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _graceTimer?.Dispose();
        _deadlineTimer?.Dispose();
        _interrupt.Dispose();
        _kill.Dispose();
        _abandon.Dispose();
    }
}
