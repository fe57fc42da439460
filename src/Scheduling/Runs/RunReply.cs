namespace Actors.Scheduling.Runs;

/// <summary>Answer of an environment.</summary>
public sealed record RunReply
{
    /// <summary>Why not; <see cref="RunRefusal.None"/>: yes.</summary>
    public RunRefusal Refusal { get; init; }
    /// <summary>In words, when the answer is no.</summary>
    public string? Message { get; init; }
    /// <summary>The run that the answer is about.</summary>
    public string? Run { get; init; }
    /// <summary>Answer to a start: the idempotency key was known, nothing was started.</summary>
    public bool Existing { get; init; }
    /// <summary>Answer to an activity: the run waits for it.</summary>
    public bool Wanted { get; init; }
    /// <summary>Whether the answer is yes.</summary>
    public bool Ok => Refusal == RunRefusal.None;
}
