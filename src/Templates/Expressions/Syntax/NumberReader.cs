using System.Globalization;

namespace Actors.Templates.Expressions.Syntax;

/// <summary>Reads numbers of both languages: whole ones of 64 bits, others as doubles.</summary>
internal static class NumberReader
{
    // Whole numbers are read without their sign, which may be in front of one more than the largest.
    private const ulong Least = (ulong)long.MaxValue + 1;
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
    public static object Read(Token token, ExpressionLanguage language) => Magnitude(token, language) switch
    {
        ulong whole => whole < Least ? (long)whole : throw TooLarge(token),
        var number => number,
    };

    /// <summary>Whether a minus before the number makes it the least whole number, which has no counterpart without it.</summary>
    public static bool IsLeast(Token token, ExpressionLanguage language) => Magnitude(token, language) is Least;

    private static object Magnitude(Token token, ExpressionLanguage language)
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

    private static ulong Whole(string digits, Token token) =>
        ulong.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var whole) && whole <= Least ? whole : throw TooLarge(token);

    private static ulong Based(string digits, Token token)
    {
        var radix = char.ToLowerInvariant(digits[1]) switch
        {
            'x' => 16UL,
            'o' => 8UL,
            'b' => 2UL,
            _ => throw Wrong(token),
        };
        var value = 0UL;
        foreach (var character in digits.AsSpan(2))
        {
            var digit = char.IsAsciiHexDigit(character) ? Convert.ToUInt64(character.ToString(), 16) : 16;
            if (digit >= radix)
            {
                throw Wrong(token);
            }

            value = value <= (Least - digit) / radix ? (value * radix) + digit : throw TooLarge(token);
        }

        return value;
    }

    // CUE: 4K is 4000, 4Ki is 4096.
    private static ulong? Multiplied(string digits, Token token)
    {
        var isBinary = digits.EndsWith('i');
        var unit = Array.IndexOf(Multipliers, isBinary ? digits[^2..^1] : digits[^1..]);
        if (digits.Length < (isBinary ? 3 : 2) || unit < 0)
        {
            return null;
        }

        var factor = 1UL;
        for (var i = 0; i <= unit; i++)
        {
            factor *= isBinary ? 1024UL : 1000UL;
        }

        var number = digits[..^(isBinary ? 2 : 1)];
        if (!decimal.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value))
        {
            throw Wrong(token);
        }

        return value <= (decimal)Least / factor ? (ulong)decimal.Truncate(value * factor) : throw TooLarge(token);
    }

    private static ExpressionException Wrong(Token token) => new($"'{Short(token.Text)}' is no number.", token.Position);

    private static ExpressionException TooLarge(Token token) => new($"The number {Short(token.Text)} is too large: whole numbers have 64 bits.", token.Position);

    private static string Short(string text) => text.Length <= 40 ? text : $"{text[..40]}…";
}
