namespace Actors.Templates.Expressions;

/// <summary>One step of a path: a name, or an index into a list.</summary>
/// <param name="Name">The name; null for an index.</param>
/// <param name="Index">The index from 0; null for a name.</param>
/// <param name="Position">Where it stands.</param>
public sealed record ReferenceStep(string? Name, long? Index, int Position)
{
    /// <summary>The step as it is written after another one.</summary>
    /// <returns><c>.name</c>, <c>["na-me"]</c> or <c>[3]</c>.</returns>
    public override string ToString() => Name is null ? $"[{Index}]"
        : Name.Length > 0 && !char.IsAsciiDigit(Name[0]) && Name.All(character => char.IsAsciiLetterOrDigit(character) || character == '_') ? $".{Name}"
        : $"[\"{Name}\"]";
}
