namespace Actors.Templates.Planning;

/// <summary>Repetition while a handler asks to be called again.</summary>
public sealed record PlannedPolling
{
    /// <summary>Pause between calls, in seconds.</summary>
    public required int RepeatSeconds { get; init; }

    /// <summary>Longest time over all calls, in seconds.</summary>
    public required int UntilSeconds { get; init; }
}
