using System.Globalization;
using System.Text;

namespace Actors.Templates.Expressions;

/// <summary>Reads the inside of quoted texts of both languages.</summary>
internal sealed class ExpressionStrings(string text, ExpressionLanguage language)
{
    /// <summary>Reads up to the closing quote, or to a backslash that opens an interpolation.</summary>
    /// <returns>The text, and the offset of the quote or backslash.</returns>
    public (string Text, int Offset) Read(int offset, char quote)
    {
        var begin = offset;
        var result = new StringBuilder();
        while (offset < text.Length && text[offset] is not '\n')
        {
            var character = text[offset];
            if (character == quote)
            {
                return (result.ToString(), offset);
            }

            if (character != '\\')
            {
                result.Append(character);
                offset++;
                continue;
            }

            if (language == ExpressionLanguage.Cue && offset + 1 < text.Length && text[offset + 1] == '(')
            {
                return (result.ToString(), offset);
            }

            offset = Escape(offset, result);
        }

        throw new ExpressionException("The text has no closing quote.", begin);
    }

    private int Escape(int offset, StringBuilder result)
    {
        var escaped = offset + 1 < text.Length ? text[offset + 1] : '\0';
        char? simple = escaped switch
        {
            'n' => '\n',
            't' => '\t',
            'r' => '\r',
            '"' or '\\' or '/' or '\'' => escaped,
            _ => null,
        };
        if (simple is not null)
        {
            result.Append(simple.Value);
            return offset + 2;
        }

        if (escaped == 'u' && offset + 6 <= text.Length
            && ushort.TryParse(text.AsSpan(offset + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
        {
            result.Append((char)code);
            return offset + 6;
        }

        throw new ExpressionException("The escape is not supported yet; known are \\n, \\t, \\r, \\\", \\\\, \\/ and \\uXXXX.", offset + 1);
    }
}
