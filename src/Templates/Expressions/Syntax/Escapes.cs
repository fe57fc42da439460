using System.Globalization;
using System.Text;

namespace Actors.Templates.Expressions.Syntax;

/// <summary>Escapes in quoted texts.</summary>
internal static class Escapes
{
    /// <summary>Reads the escape at an offset.</summary>
    /// <returns>The offset behind it.</returns>
    public static int Read(string text, int offset, QuotedForm form, StringBuilder result)
    {
        var next = offset + form.Escape.Length;
        var escaped = next < text.Length ? text[next] : '\0';
        if (Simple(escaped, form.IsCue) is { } character)
        {
            result.Append(character);
            return next + 1;
        }

        var digits = (escaped, form.IsCue) switch
        {
            ('u', _) => 4,
            ('U', _) => 8,
            ('x', false) => 2,
            _ => 0,
        };
        if (digits > 0)
        {
            return Code(text, offset, next + 1, digits, result);
        }

        if (escaped == '\n' && !form.IsCue)
        {
            return next + 1;
        }

        var known = form.IsCue ? "\\( ), \\a, \\b, \\f, \\/, \\uXXXX" : "\\a, \\b, \\f, \\', \\xXX, \\uXXXX";
        throw new ExpressionException($"The escape is not known; known are \\n, \\t, \\r, \\v, \\\", \\\\, {known} and \\UXXXXXXXX.", offset + 1);
    }

    private static char? Simple(char escaped, bool isCue) => escaped switch
    {
        'n' => '\n',
        't' => '\t',
        'r' => '\r',
        'v' => '\v',
        'a' => '\a',
        'b' => '\b',
        'f' => '\f',
        '"' or '\\' or '\'' => escaped,
        '/' when isCue => '/',
        _ => null,
    };

    private static int Code(string text, int offset, int begin, int digits, StringBuilder result)
    {
        if (begin + digits > text.Length
            || !int.TryParse(text.AsSpan(begin, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
        {
            throw new ExpressionException($"The escape needs {digits} hexadecimal digits.", offset + 1);
        }

        // Two \u escapes may make one character, as in JSON.
        if (char.IsHighSurrogate((char)Math.Clamp(code, 0, char.MaxValue)) && digits == 4 && begin + 10 <= text.Length && text[begin + 4] == '\\' && text[begin + 5] == 'u'
            && ushort.TryParse(text.AsSpan(begin + 6, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var low) && char.IsLowSurrogate((char)low))
        {
            result.Append((char)code).Append((char)low);
            return begin + 10;
        }

        if (!Rune.IsValid(code))
        {
            throw new ExpressionException("The escape is no character of Unicode.", offset + 1);
        }

        result.Append(new Rune(code).ToString());
        return begin + digits;
    }
}
