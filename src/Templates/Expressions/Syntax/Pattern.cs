namespace Actors.Templates.Expressions.Syntax;

/// <summary>What a value is bound to: a name, or parts for the entries of a list.</summary>
/// <param name="Name">The name; null when it has parts.</param>
/// <param name="Parts">The parts.</param>
/// <param name="Position">Where it begins.</param>
internal sealed record Pattern(string? Name, IReadOnlyList<Pattern> Parts, int Position)
{
    /// <summary>All names in it.</summary>
    public IEnumerable<string> Names => Name is null ? Parts.SelectMany(part => part.Names) : [Name];

    public override string ToString() => Name ?? (Parts.Count == 1 ? $"({Parts[0]},)" : $"({string.Join(", ", Parts)})");
}
