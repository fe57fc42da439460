namespace Actors.Templates.Kinds;

/// <summary>When a task or hook is left out.</summary>
public sealed record SkipConfig
{
    /// <summary>CUE condition that yields `skip: true`.</summary>
    public string? Condition { get; init; }

    /// <summary>Whether it is left out on destroy.</summary>
    public bool? SkipOnDestroy { get; init; }
}
