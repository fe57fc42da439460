namespace Actors.Scheduling.Hosting;

/// <summary>What a host tells its owner. Called on the owner's scheduler; must not block or throw.</summary>
public sealed record HostCallbacks<TEffect>
{
    /// <summary>A save failed, or the machine or a callback threw: deactivate. Told once.</summary>
    public Action<Exception>? Poisoned { get; init; }
    /// <summary>An effect failed: the effect, the error, and how often it has failed (0: it is not wanted any more and was dropped).</summary>
    public Action<TEffect, Exception, int>? EffectFailed { get; init; }
    /// <summary>The state or its due time changed: set the timer to the host's <c>Due</c>.</summary>
    public Action? Changed { get; init; }
}
