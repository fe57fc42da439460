using System.Globalization;

namespace Actors.Templates.Expressions.Syntax;

/// <summary>Reads numbers of both languages: whole ones of 64 bits, others as doubles.</summary>
internal static class NumberReader
{
    private static readonly string[] Multipliers = ["K", "M", "G", "T", "P"];

    /// <summary>Where the number that begins at an offset ends: behind everything that could belong to one.</summary>
    public static int EndOf(string text, int offset)
    {
        var begin = offset;
        while (offset < text.Length)
        {
            var isExponentSign = text[offset] is '+' or '-' && text[offset - 1] is 'e' or 'E'
                && !text.AsSpan(begin).StartsWith("0x", StringComparison.OrdinalIgnoreCase);
            if (!char.IsAsciiLetterOrDigit(text[offset]) && text[offset] is not ('_' or '.') && (offset == begin || !isExponentSign))
            {
                break;
            }

            offset++;
        }

        return offset;
    }

    /// <summary>The value: long or double.</summary>
    public static object Read(Token token, ExpressionLanguage language)
    {
        var digits = token.Text;
        var isCue = language == ExpressionLanguage.Cue;
        if (isCue)
        {
            digits = digits.Contains("__", StringComparison.Ordinal) || digits.EndsWith('_') ? throw Wrong(token) : digits.Replace("_", "", StringComparison.Ordinal);
        }

        if (digits.Length > 2 && digits[0] == '0' && char.IsAsciiLetter(digits[1]) && digits[1] is not ('e' or 'E'))
        {
            return Based(digits, token);
        }

        return isCue && Multiplied(digits, token) is { } multiplied ? multiplied : Decimal(digits, token);
    }

    private static object Decimal(string digits, Token token)
    {
        if (digits.All(char.IsAsciiDigit))
        {
            return digits.Length > 1 && digits[0] == '0' ? throw Wrong(token) : Whole(digits, token);
        }

        return double.TryParse(digits, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var number)
            ? double.IsFinite(number) ? number : throw TooLarge(token)
            : throw Wrong(token);
    }

    private static long Whole(string digits, Token token) =>
        long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var whole) ? whole : throw TooLarge(token);

    private static long Based(string digits, Token token)
    {
        var radix = char.ToLowerInvariant(digits[1]) switch
        {
            'x' => 16,
            'o' => 8,
            'b' => 2,
            _ => throw Wrong(token),
        };
        var value = 0L;
        foreach (var character in digits.AsSpan(2))
        {
            var digit = char.IsAsciiHexDigit(character) ? Convert.ToInt32(character.ToString(), 16) : 16;
            if (digit >= radix)
            {
                throw Wrong(token);
            }

            value = value <= (long.MaxValue - digit) / radix ? (value * radix) + digit : throw TooLarge(token);
        }

        return value;
    }

    // CUE: 4K is 4000, 4Ki is 4096.
    private static long? Multiplied(string digits, Token token)
    {
        var isBinary = digits.EndsWith('i');
        var unit = Array.IndexOf(Multipliers, isBinary ? digits[^2..^1] : digits[^1..]);
        if (digits.Length < (isBinary ? 3 : 2) || unit < 0)
        {
            return null;
        }

        var factor = 1L;
        for (var i = 0; i <= unit; i++)
        {
            factor *= isBinary ? 1024 : 1000;
        }

        var number = digits[..^(isBinary ? 2 : 1)];
        if (!decimal.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value))
        {
            throw Wrong(token);
        }

        return value <= long.MaxValue / factor ? (long)decimal.Truncate(value * factor) : throw TooLarge(token);
    }

    private static ExpressionException Wrong(Token token) => new($"'{Short(token.Text)}' is no number.", token.Position);

    private static ExpressionException TooLarge(Token token) => new($"The number {Short(token.Text)} is too large: whole numbers have 64 bits.", token.Position);

    private static string Short(string text) => text.Length <= 40 ? text : $"{text[..40]}…";
}
