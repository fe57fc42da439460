namespace Actors.Scheduling.Runs;

/// <summary>Something that a run wants done; the remark names the event that acknowledges it.</summary>
public abstract record RunEffect
{
    private RunEffect()
    {
    }

    /// <summary>Create or touch an activity, with the spec of this generation (<see cref="RunEvent.ActivityCreated"/>).</summary>
    public sealed record CreateActivity(string Run, string Id, int Generation, DateTimeOffset ReleasedAt, int Round) : RunEffect;

    /// <summary>Cancel an activity (<see cref="RunEvent.CancelKnown"/>).</summary>
    public sealed record CancelActivity(string Run, string Id, int Generation) : RunEffect;

    /// <summary>Plan the first run of the queue, as the documents are now, and start it (<see cref="RunEvent.Start"/> with its id, or <see cref="RunEvent.Refused"/>).</summary>
    public sealed record StartQueued(string Run) : RunEffect;

    /// <summary>Archive a run; it is found by <see cref="RunState.Find"/> (<see cref="RunEvent.Archived"/>). Artifacts and logs follow the archive's retention.</summary>
    public sealed record ArchiveRun(string Run) : RunEffect;

    /// <summary>Clear the state of an activity of an archived run (<see cref="RunEvent.ActivityCleared"/>).</summary>
    public sealed record ClearActivity(string Run, string Id) : RunEffect;

    /// <summary>Delete all that is stored of the environment, its document last (<see cref="RunEvent.Forgotten"/>).</summary>
    public sealed record Forget : RunEffect;
}
