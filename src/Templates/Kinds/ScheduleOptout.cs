namespace Actors.Templates.Kinds;

/// <summary>A user's opting out of a schedule.</summary>
public sealed record ScheduleOptout
{
    /// <summary>Name of the schedule.</summary>
    public string? Name { get; init; }

    /// <summary>For how long.</summary>
    public string? Duration { get; init; }
}
