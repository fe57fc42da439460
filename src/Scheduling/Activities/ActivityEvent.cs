using Actors.Contracts.Activities;
using Actors.Contracts.Identity;
using Actors.Contracts.Workers;

namespace Actors.Scheduling.Activities;

/// <summary>Something that happens to an activity. Every event may be repeated.</summary>
public abstract record ActivityEvent
{
    private ActivityEvent()
    {
    }

    /// <summary>The run releases the activity, or touches it. A higher generation than the activity's gives a failed or cancelled one its next attempt.</summary>
    public sealed record Create(ActivitySpec Spec) : ActivityEvent;

    /// <summary>The run's answer to <see cref="ActivityEffect.AskRun"/>: whether it waits for this generation.</summary>
    public sealed record RunAnswered(int Generation, bool Wanted) : ActivityEvent;

    /// <summary>The answer to <see cref="ActivityEffect.CheckState"/> of the same round: null when the state is free, else what blocks it, in words.</summary>
    public sealed record StateChecked(int Round, string? Blocked) : ActivityEvent;

    /// <summary>A queue's answer to <see cref="ActivityEffect.Offer"/>.</summary>
    public sealed record OfferAnswered(string Agent, int Round, AgentAvailability Availability) : ActivityEvent;

    /// <summary>A queue asks for an attempt; the trace is that of the attempt, when it is given away. Replies Granted or Refused.</summary>
    public sealed record LeaseRequest(Holder Holder, int Attempt, string? Trace = null) : ActivityEvent;

    /// <summary>A queue asks for an attempt that its agent found on its engine, or held in an earlier session. Replies Granted or Refused (the attempt is over).</summary>
    public sealed record Adopt(Holder Holder, int Attempt) : ActivityEvent;

    /// <summary>The worker's first call. Replies Granted or Refused.</summary>
    public sealed record SessionOpened(int Attempt, string Nonce, string? Worker) : ActivityEvent;

    /// <summary>
    /// The worker was heard: heartbeat, log, artifact, state. The nonce, where the caller knows it, must be the worker's. What a function of the worker says is no sign that the
    /// worker itself lives. Replies Granted (with Cancel) or Refused.
    /// </summary>
    public sealed record Heard(int Attempt, string? Nonce = null, bool Worker = true) : ActivityEvent;

    /// <summary>The worker's result. Replies Accepted (also when repeated) or Refused.</summary>
    public sealed record Result(int Attempt, string Nonce, WorkerResult Value) : ActivityEvent
    {
        /// <inheritdoc/>
        public override string ToString() => $"Result {{ Attempt = {Attempt}, Succeeded = {Value.Succeeded} }}";
    }

    /// <summary>The engine of the holder says that the worker has ended or cannot start. Replies Accepted, with Over when the worker may be removed.</summary>
    public sealed record WorkerExited(Holder Holder, int Attempt, ReasonCode Reason, int? ExitCode, string? Message, string? Worker = null) : ActivityEvent;

    /// <summary>The session of the holder ran out. Heeded only while the worker has not called.</summary>
    public sealed record AgentLost(Holder Holder, int Attempt) : ActivityEvent;

    /// <summary>The run cancels this generation.</summary>
    public sealed record Cancel(int Generation) : ActivityEvent;

    /// <summary>The run is archived: the state is cleared, unless the activity is open.</summary>
    public sealed record Clear : ActivityEvent;

    /// <summary>The agent's queue knows that it holds the attempt.</summary>
    public sealed record HeldKnown(int Attempt) : ActivityEvent;

    /// <summary>The agent's queue knows that the attempt is to be cancelled.</summary>
    public sealed record CancelKnown(int Attempt) : ActivityEvent;

    /// <summary>Locks and tokens of the attempt and all before are released.</summary>
    public sealed record AttemptReleased(int Attempt) : ActivityEvent;

    /// <summary>The agent's queue knows that the attempt is over.</summary>
    public sealed record OverKnown(int Attempt) : ActivityEvent;

    /// <summary>The run knows the outcome of a generation.</summary>
    public sealed record OutcomeKnown(int Generation) : ActivityEvent;

    /// <summary>The due time has passed, or somebody wants to be sure.</summary>
    public sealed record Tick : ActivityEvent;
}
