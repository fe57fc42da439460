using System.Collections.Immutable;
using Actors.Contracts.Activities;
using Actors.Scheduling.Activities;
using Actors.Templates.Planning;

namespace Actors.Scheduling.Runs;

/// <summary>Something that happens to the runs of an environment. Every event may be repeated.</summary>
public abstract record RunEvent
{
    private RunEvent()
    {
    }

    /// <summary>Let a run wait its turn. Replies with the run (the earlier one for a known key), or QueueFull.</summary>
    public sealed record Enqueue(string Run, RunKind Kind, string? Key, string RequestedBy, string? Trace = null, string? Payload = null) : RunEvent;

    /// <summary>The run of <see cref="RunEffect.StartQueued"/> cannot be planned.</summary>
    public sealed record Refused(string Run, ReasonCode Reason, string Message) : RunEvent;

    /// <summary>Start a run. The nodes are Waiting, or Skipped as not needed, each after what it depends on. Replies with the run (the earlier one for a known key), or Busy with the open one: only the first of the queue starts while others wait.</summary>
    public sealed record Start(string Run, RunKind Kind, string? Key, ImmutableList<RunNode> Nodes, string? Trace = null) : RunEvent;

    /// <summary>An activity acknowledges <see cref="RunEffect.CreateActivity"/>.</summary>
    public sealed record ActivityCreated(string Run, string Id, int Generation, int Round) : RunEvent;

    /// <summary>An activity acknowledges <see cref="RunEffect.CancelActivity"/>.</summary>
    public sealed record CancelKnown(string Run, string Id, int Generation) : RunEvent;

    /// <summary>An activity asks whether the run waits for it. Replies with Wanted.</summary>
    public sealed record ActivityAsks(string Run, string Id, int Generation) : RunEvent;

    /// <summary>An activity shows itself.</summary>
    public sealed record ActivityProgress(string Run, int Generation, ActivityView View) : RunEvent;

    /// <summary>An activity ended.</summary>
    public sealed record ActivityEnded(ActivityOutcome Outcome) : RunEvent;

    /// <summary>Cancel the open run, and with <paramref name="All"/> those that wait. Replies NotOpen when there is none.</summary>
    public sealed record Cancel(bool All = false) : RunEvent;

    /// <summary>Try what failed, was cancelled or was skipped once more, in the same run.</summary>
    public sealed record Retry : RunEvent;

    /// <summary>The environment is to be deleted: from now on nothing starts. Refused while a run is open, waits its turn or waits to be archived, and while the environment is deployed.</summary>
    public sealed record Retire : RunEvent;

    /// <summary>Nothing of the environment is stored any more, its document neither: its state may go.</summary>
    public sealed record Forgotten : RunEvent;

    /// <summary>The archive has the run.</summary>
    public sealed record Archived(string Run) : RunEvent;

    /// <summary>The state of an activity is cleared.</summary>
    public sealed record ActivityCleared(string Run, string Id) : RunEvent;

    /// <summary>The due time has passed.</summary>
    public sealed record Tick : RunEvent;
}
