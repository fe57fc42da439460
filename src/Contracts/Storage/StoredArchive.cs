namespace Actors.Contracts.Storage;

/// <summary>An archived run.</summary>
/// <param name="Run">Key of the run.</param>
/// <param name="Json">The archive; null: it is damaged.</param>
public sealed record StoredArchive(string Run, string? Json)
{
    /// <summary>What is wrong with it, and the way out; null: nothing.</summary>
    public string? Damage { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Run;
}
