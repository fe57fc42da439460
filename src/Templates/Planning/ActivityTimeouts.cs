namespace Actors.Templates.Planning;

/// <summary>Time limits of an activity in seconds, by Temporal's names.</summary>
public sealed record ActivityTimeouts
{
    /// <summary>Longest duration of one attempt. Always set.</summary>
    public required int StartToCloseSeconds { get; init; }

    /// <summary>Longest wait for an agent; null for no limit.</summary>
    public int? ScheduleToStartSeconds { get; init; }

    /// <summary>Longest time over all attempts; null for no limit.</summary>
    public int? ScheduleToCloseSeconds { get; init; }
}
