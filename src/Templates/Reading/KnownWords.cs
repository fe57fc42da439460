namespace Actors.Templates.Reading;

/// <summary>The words that a field understands, in any letter case: those of its <see cref="Kinds.KnownValuesAttribute"/>.</summary>
internal static class KnownWords
{
    private const int MostShown = 40;

    /// <summary>The words of a field of a record.</summary>
    /// <typeparam name="T">The record.</typeparam>
    /// <param name="property">Name of the property.</param>
    public static IReadOnlyList<string> Of<T>(string property) => RecordShape.Of(typeof(T)).Fields.Single(field => field.Property.Name == property).Values;

    /// <summary>Whether a word is one of a field's.</summary>
    public static bool Has<T>(string property, string? word) => Of<T>(property).Contains(word?.Trim(), StringComparer.OrdinalIgnoreCase);

    /// <summary>What is said of a word that a field does not understand: those that it does, and the nearest of them.</summary>
    public static string Unknown<T>(string property, string? word) => Unknown(Of<T>(property), word);

    /// <summary>The same by the words.</summary>
    public static string Unknown(IReadOnlyList<string> known, string? word)
    {
        var text = word?.Trim() ?? "";
        var shown = text.Length > MostShown ? text[..MostShown] + "…" : text;
        return $"'{shown}' is not known here; known are {string.Join(", ", known)}.{Nearest.Hint(text, known)}";
    }
}
