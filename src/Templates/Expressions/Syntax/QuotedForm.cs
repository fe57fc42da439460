namespace Actors.Templates.Expressions.Syntax;

/// <summary>How a quoted text is written.</summary>
/// <param name="Quote">Its quote.</param>
/// <param name="IsLong">Whether it has three quotes and may have several lines.</param>
/// <param name="IsRaw">Whether backslashes stand for themselves (Starlark's <c>r</c>).</param>
/// <param name="Hashes">Number of <c>#</c> around it (CUE), which then follow each backslash that means something.</param>
/// <param name="Language">The language.</param>
internal sealed record QuotedForm(char Quote, bool IsLong, bool IsRaw, int Hashes, ExpressionLanguage Language)
{
    /// <summary>What closes the text.</summary>
    public string Closing { get; } = new string(Quote, IsLong ? 3 : 1) + new string('#', Hashes);

    /// <summary>What begins an escape.</summary>
    public string Escape { get; } = "\\" + new string('#', Hashes);

    public bool IsCue => Language == ExpressionLanguage.Cue;

    public static QuotedForm Of(Token opening, ExpressionLanguage language)
    {
        var quote = opening.Text[^1];
        var isCue = language == ExpressionLanguage.Cue;
        if ((isCue && quote == '\'') || opening.Text[0] == 'b')
        {
            throw new ExpressionException($"Bytes are not supported; write a text in {(isCue ? "double quotes" : "quotes without b")}.", opening.Position);
        }

        var isLong = opening.Text.EndsWith(new string(quote, 3), StringComparison.Ordinal);
        return new(quote, isLong, opening.Text[0] == 'r', opening.Text.Count(character => character == '#'), language);
    }
}
