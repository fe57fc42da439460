using System.Globalization;

namespace Actors.Templates.Expressions.BuiltIns;

/// <summary>Numbers in texts.</summary>
internal static class ParsedNumber
{
    /// <summary>A whole number; null when the text is none of 64 bits. Base 0 and the base's own prefix (0x, 0o, 0b) are understood.</summary>
    public static long? Whole(string text, int radix)
    {
        text = text.Trim();
        var isNegative = text.StartsWith('-');
        var digits = text[(isNegative || text.StartsWith('+') ? 1 : 0)..];
        var prefix = digits.Length > 2 && digits[0] == '0' ? char.ToLowerInvariant(digits[1]) switch { 'x' => 16, 'o' => 8, 'b' => 2, _ => 0 } : 0;
        if (prefix > 0 && (radix == 0 || radix == prefix))
        {
            (digits, radix) = (digits[2..], prefix);
        }

        radix = radix == 0 ? 10 : radix;
        if (digits.Length is 0 or > 70)
        {
            return null;
        }

        Int128 value = 0;
        foreach (var character in digits)
        {
            var digit = char.IsAsciiDigit(character) ? character - '0' : char.IsAsciiLetter(character) ? char.ToLowerInvariant(character) - 'a' + 10 : 99;
            if (digit >= radix || value > long.MaxValue)
            {
                return null;
            }

            value = (value * radix) + digit;
        }

        value = isNegative ? -value : value;
        return value >= long.MinValue && value <= long.MaxValue ? (long)value : null;
    }

    /// <summary>A finite number; null when the text is none.</summary>
    public static double? Fraction(string text) =>
        double.TryParse(text.Trim(), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var number)
        && double.IsFinite(number)
            ? number
            : null;

    /// <summary>A whole number in digits of a base from 2 to 36.</summary>
    public static string Digits(long value, int radix)
    {
        if (value == 0)
        {
            return "0";
        }

        var digits = new Stack<char>();
        for (var rest = Int128.Abs(value); rest > 0; rest /= radix)
        {
            digits.Push("0123456789abcdefghijklmnopqrstuvwxyz"[(int)(rest % radix)]);
        }

        return (value < 0 ? "-" : "") + new string([.. digits]);
    }
}
