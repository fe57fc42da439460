namespace Actors.Templates.Kinds;

/// <summary>Hooks around each phase of a provider.</summary>
public sealed record PhaseHooks
{
    /// <summary>Around init.</summary>
    public BeforeAfter? Init { get; init; }

    /// <summary>Around plan.</summary>
    public BeforeAfter? Plan { get; init; }

    /// <summary>Around apply.</summary>
    public BeforeAfter? Apply { get; init; }

    /// <summary>Around output.</summary>
    public BeforeAfter? Output { get; init; }

    /// <summary>Around destroy.</summary>
    public BeforeAfter? Destroy { get; init; }

    /// <summary>Around login.</summary>
    public BeforeAfter? Login { get; init; }

    /// <summary>Around preview.</summary>
    public BeforeAfter? Preview { get; init; }

    /// <summary>Around up.</summary>
    public BeforeAfter? Up { get; init; }
}
