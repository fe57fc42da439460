namespace Actors.Templates.Kinds;

/// <summary>Hooks around a whole run.</summary>
public sealed record EnvironmentHooks
{
    /// <summary>Before everything.</summary>
    public IReadOnlyList<TaskSpec> OnInit { get; init; } = [];

    /// <summary>After success.</summary>
    public IReadOnlyList<TaskSpec> OnSuccess { get; init; } = [];

    /// <summary>After a failure.</summary>
    public IReadOnlyList<TaskSpec> OnFailure { get; init; } = [];

    /// <summary>After either.</summary>
    public IReadOnlyList<TaskSpec> OnCompletion { get; init; } = [];
}
