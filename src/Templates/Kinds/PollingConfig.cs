namespace Actors.Templates.Kinds;

/// <summary>Repetition while a handler asks to be called again.</summary>
public sealed record PollingConfig
{
    /// <summary>Pause between calls, such as `15s`.</summary>
    public string? Repeat { get; init; }

    /// <summary>Total time for all calls, such as `1h`.</summary>
    public string? Until { get; init; }
}
