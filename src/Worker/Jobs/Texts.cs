namespace Actors.Worker.Jobs;

/// <summary>Texts that are too long.</summary>
internal static class Texts
{
    private const string Mark = " … truncated";

    /// <summary>A text that fits, or as much of its beginning as does and the word that it is not all.</summary>
    /// <param name="text">The text.</param>
    /// <param name="max">Most characters, the word included.</param>
    /// <param name="always">It is not all already.</param>
    public static string Cut(string text, int max, bool always = false)
    {
        if (text.Length <= max && !always)
        {
            return text;
        }
        var length = Math.Min(text.Length, max - Mark.Length);
        // Half a character is none.
        return text[..(length > 0 && char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)] + Mark;
    }
}
