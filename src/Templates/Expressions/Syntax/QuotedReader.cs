using System.Text;

namespace Actors.Templates.Expressions.Syntax;

/// <summary>Reads the inside of one quoted text, piece by piece between interpolations.</summary>
internal sealed class QuotedReader(string text, QuotedForm form, Token opening)
{
    private string _indent = "";

    /// <summary>Next character, from 0.</summary>
    public int Offset { get; set; } = opening.End;

    /// <summary>Reads what stands behind three opening quotes: CUE wants a line end, and takes the indent of the closing quotes off each line.</summary>
    public void ReadOpening()
    {
        if (!form.IsLong || !form.IsCue)
        {
            return;
        }

        var line = text.AsSpan(Offset).IndexOf('\n');
        if (line < 0 || !text.AsSpan(Offset, line).IsWhiteSpace())
        {
            throw new ExpressionException("A text in three quotes begins on a new line.", Offset + 1);
        }

        for (var next = Offset + line; next >= 0 && next < text.Length; next = text.IndexOf('\n', next + 1))
        {
            var indent = IndentAt(next + 1);
            if (text.AsSpan(next + 1 + indent.Length).StartsWith(form.Closing, StringComparison.Ordinal))
            {
                _indent = indent;
                Offset += line;
                if (!IsClosingLine(Offset))
                {
                    Offset = AfterLineEnd(Offset);
                }

                return;
            }
        }

        throw Unclosed();
    }

    /// <summary>Reads up to the closing quotes or the opening of an interpolation, and passes over it.</summary>
    /// <returns>The text, and whether the closing quotes were reached.</returns>
    public (string Text, bool IsClosed) ReadPiece()
    {
        var result = new StringBuilder();
        while (Offset < text.Length)
        {
            if (form.IsLong && form.IsCue && text[Offset] == '\n' && IsClosingLine(Offset))
            {
                Offset += 1 + _indent.Length;
                Offset += form.Closing.Length;
                return (result.ToString(), true);
            }

            if (StartsWith(form.Closing))
            {
                Offset += form.Closing.Length;
                return (result.ToString(), true);
            }

            if (text[Offset] == '\n')
            {
                if (!form.IsLong)
                {
                    break;
                }

                result.Append('\n');
                Offset = AfterLineEnd(Offset);
            }
            else if (StartsWith(form.Escape))
            {
                if (form.IsCue && CharacterAt(Offset + form.Escape.Length) == '(')
                {
                    Offset += form.Escape.Length + 1;
                    return (result.ToString(), false);
                }

                ReadEscape(result);
            }
            else
            {
                result.Append(text[Offset++]);
            }
        }

        throw Unclosed();
    }

    private void ReadEscape(StringBuilder result)
    {
        if (form.IsRaw)
        {
            result.Append(text[Offset++]);
            if (Offset < text.Length)
            {
                result.Append(text[Offset++]);
            }

            return;
        }

        Offset = Escapes.Read(text, Offset, form, result);
    }

    private int AfterLineEnd(int newline)
    {
        var next = newline + 1;
        if (text.AsSpan(next).StartsWith(_indent, StringComparison.Ordinal))
        {
            return next + _indent.Length;
        }

        var indent = IndentAt(next);
        return CharacterAt(next + indent.Length) is '\n' or '\r'
            ? next + indent.Length
            : throw new ExpressionException("The line is indented less than the quotes that close the text.", next + 1);
    }

    private bool IsClosingLine(int newline) =>
        text.AsSpan(newline + 1).StartsWith(_indent, StringComparison.Ordinal)
        && text.AsSpan(newline + 1 + _indent.Length).StartsWith(form.Closing, StringComparison.Ordinal);

    private string IndentAt(int offset)
    {
        var end = offset;
        while (CharacterAt(end) is ' ' or '\t')
        {
            end++;
        }

        return text[offset..end];
    }

    private bool StartsWith(string mark) => text.AsSpan(Offset).StartsWith(mark, StringComparison.Ordinal);

    private char CharacterAt(int offset) => offset < text.Length ? text[offset] : '\0';

    private ExpressionException Unclosed() => new("The text has no closing quote.", opening.Position);
}
