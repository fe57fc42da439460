namespace Actors.Templates.Kinds;

/// <summary>Which other projects may use the document.</summary>
public sealed record Sharing
{
    /// <summary>Whether the document is shared at all.</summary>
    public bool? Enabled { get; init; }

    /// <summary>Projects it is shared with; `*` is every project.</summary>
    public IReadOnlyList<NameRef> Projects { get; init; } = [];
}
