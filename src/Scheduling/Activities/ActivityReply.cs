namespace Actors.Scheduling.Activities;

/// <summary>Answer of an activity.</summary>
public sealed record ActivityReply
{
    /// <summary>Yes: granted, accepted, or nothing to do.</summary>
    public static ActivityReply Yes { get; } = new();

    /// <summary>Why not; <see cref="ActivityRefusal.None"/>: yes.</summary>
    public ActivityRefusal Refusal { get; init; }
    /// <summary>The attempt is to be cancelled.</summary>
    public bool Cancel { get; init; }
    /// <summary>Answer to an exit: the attempt is over, the worker may be removed.</summary>
    public bool Over { get; init; }
    /// <summary>Answer to an exit: the attempt was over before, or never was this agent's.</summary>
    public bool WasOver { get; init; }
    /// <summary>Whether the answer is yes.</summary>
    public bool Ok => Refusal == ActivityRefusal.None;

    /// <summary>No, and why.</summary>
    public static ActivityReply No(ActivityRefusal refusal) => new() { Refusal = refusal };
}
