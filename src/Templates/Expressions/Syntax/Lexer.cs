namespace Actors.Templates.Expressions.Syntax;

/// <summary>Reads tokens one at a time, as only the parser knows where an expression ends and plain text begins.</summary>
internal sealed class Lexer(string text, ExpressionLanguage language)
{
    private static readonly string[] CueMarks =
        ["...", "==", "!=", "<=", ">=", "=~", "!~", "&&", "||", "+", "-", "*", "/", "%", "<", ">", "!", "&", "|", "=", "(", ")", "[", "]", "{", "}", ".", ",", ":", "?", ";", "#"];

    private static readonly string[] StarlarkMarks =
        ["**", "//", "==", "!=", "<=", ">=", "<<", ">>", "+", "-", "*", "/", "%", "<", ">", "&", "|", "^", "~", "=", "(", ")", "[", "]", "{", "}", ".", ",", ":", ";", "!", "?"];

    public string Text { get; } = text;

    public ExpressionLanguage Language { get; } = language;

    private bool IsCue => Language == ExpressionLanguage.Cue;

    /// <summary>Reads the token at or after an offset.</summary>
    public Token Read(int offset)
    {
        var afterNewline = SkipSpace(ref offset);
        if (offset >= Text.Length)
        {
            return new(TokenKind.End, "", Text.Length, afterNewline);
        }

        var length = QuoteLength(offset);
        if (length > 0)
        {
            return new(TokenKind.Quote, Text.Substring(offset, length), offset, afterNewline);
        }

        length = NameLength(offset);
        if (length > 0)
        {
            return new(TokenKind.Name, Text.Substring(offset, length), offset, afterNewline);
        }

        if (char.IsAsciiDigit(Text[offset]) || (Text[offset] == '.' && char.IsAsciiDigit(At(offset + 1))))
        {
            return new(TokenKind.Number, Text[offset..NumberReader.EndOf(Text, offset)], offset, afterNewline);
        }

        foreach (var mark in IsCue ? CueMarks : StarlarkMarks)
        {
            if (Text.AsSpan(offset).StartsWith(mark, StringComparison.Ordinal))
            {
                return new(TokenKind.Mark, mark, offset, afterNewline);
            }
        }

        throw new ExpressionException($"The character '{Shown(offset)}' has no meaning here.", offset + 1);
    }

    // Spaces, line ends and comments: // in CUE, # in Starlark.
    private bool SkipSpace(ref int offset)
    {
        var newline = false;
        while (offset < Text.Length)
        {
            if (char.IsWhiteSpace(Text[offset]))
            {
                newline |= Text[offset] == '\n';
                offset++;
            }
            else if (IsCue ? Text[offset] == '/' && At(offset + 1) == '/' : Text[offset] == '#')
            {
                var end = Text.IndexOf('\n', offset);
                offset = end < 0 ? Text.Length : end;
            }
            else
            {
                break;
            }
        }

        return newline;
    }

    // The opening of a text with its prefix: r of Starlark, #s of CUE; three quotes for several lines.
    private int QuoteLength(int offset)
    {
        var begin = offset;
        if (IsCue)
        {
            while (At(offset) == '#')
            {
                offset++;
            }
        }
        else if (At(offset) is 'r' or 'b' && At(offset + 1) is '"' or '\'')
        {
            offset++;
        }

        var quote = At(offset);
        if (quote is not ('"' or '\''))
        {
            return 0;
        }

        return offset - begin + (At(offset + 1) == quote && At(offset + 2) == quote ? 3 : 1);
    }

    private int NameLength(int offset)
    {
        var begin = offset;
        if (IsCue && At(offset) == '#')
        {
            offset++;
        }

        if (!char.IsAsciiLetter(At(offset)) && At(offset) != '_')
        {
            return 0;
        }

        while (char.IsAsciiLetterOrDigit(At(offset)) || At(offset) == '_')
        {
            offset++;
        }

        return offset - begin;
    }

    private char At(int offset) => offset < Text.Length ? Text[offset] : '\0';

    private string Shown(int offset) => char.IsControl(Text[offset]) || char.IsSurrogate(Text[offset]) ? $"U+{(int)Text[offset]:X4}" : Text[offset].ToString();
}
