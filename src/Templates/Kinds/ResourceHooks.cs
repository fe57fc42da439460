namespace Actors.Templates.Kinds;

/// <summary>Hooks around one resource.</summary>
public sealed record ResourceHooks
{
    /// <summary>Before the resource.</summary>
    public IReadOnlyList<TaskSpec> OnInit { get; init; } = [];

    /// <summary>After success.</summary>
    public IReadOnlyList<TaskSpec> OnSuccess { get; init; } = [];

    /// <summary>After a failure.</summary>
    public IReadOnlyList<TaskSpec> OnFailure { get; init; } = [];

    /// <summary>After either.</summary>
    public IReadOnlyList<TaskSpec> OnCompletion { get; init; } = [];

    /// <summary>Hooks around the provider's phases.</summary>
    public ProviderHooks? Provider { get; init; }
}
