namespace Actors.Templates.Kinds;

/// <summary>Hooks of a provider by event.</summary>
public sealed record ProviderEventHooks
{
    /// <summary>On deploy.</summary>
    public PhaseHooks? Deploy { get; init; }

    /// <summary>On destroy.</summary>
    public PhaseHooks? Destroy { get; init; }
}
