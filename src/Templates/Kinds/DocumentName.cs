namespace Actors.Templates.Kinds;

/// <summary>What a document may be called.</summary>
public static class DocumentName
{
    /// <summary>Longest name, in characters.</summary>
    public const int MaxLength = 200;

    /// <summary>The rule, to be put behind "The name must have ".</summary>
    public static string Rule { get; } = $"1 to {MaxLength} letters, digits, '-', '_' and '.', and begin and end with a letter or digit";

    /// <summary>Whether a document may have this name.</summary>
    /// <param name="name">The name.</param>
    public static bool IsValid(string? name) =>
        name is { Length: > 0 and <= MaxLength } && char.IsAsciiLetterOrDigit(name[0]) && char.IsAsciiLetterOrDigit(name[^1])
        && name.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.');
}
