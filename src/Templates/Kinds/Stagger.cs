namespace Actors.Templates.Kinds;

/// <summary>A random delay that spreads load.</summary>
public sealed record Stagger
{
    /// <summary>Whether there is one.</summary>
    public bool? Enabled { get; init; }

    /// <summary>Longest delay, such as `300s`.</summary>
    public string? MaxInterval { get; init; }
}
