using System.Globalization;

namespace Actors.Templates.Expressions.BuiltIns;

/// <summary>One <c>%</c> of a format: <c>%(name)-05.2f</c>.</summary>
internal sealed record FormatSpec(string? Name, string Flags, int Width, int Precision, char Letter)
{
    /// <summary>Reads what follows a percent sign.</summary>
    /// <param name="format">The text.</param>
    /// <param name="offset">Where the sign stands; then where the letter does.</param>
    /// <returns>Null when there is no known letter.</returns>
    public static FormatSpec? Read(string format, ref int offset)
    {
        offset++;
        string? name = null;
        if (offset < format.Length && format[offset] == '(')
        {
            var end = format.IndexOf(')', offset);
            if (end < 0)
            {
                return null;
            }

            name = format[(offset + 1)..end];
            offset = end + 1;
        }

        var begin = offset;
        while (offset < format.Length && format[offset] is '-' or '0' or '+' or ' ')
        {
            offset++;
        }

        var flags = format[begin..offset];
        var width = Number(format, ref offset, 0);
        var precision = -1;
        if (offset < format.Length && format[offset] == '.')
        {
            offset++;
            precision = Number(format, ref offset, 0);
        }

        return offset < format.Length && format[offset] is 's' or 'r' or 'd' or 'i' or 'x' or 'X' or 'o' or 'e' or 'f' or 'g' or 'c' or '%'
            ? new(name, flags, width, precision, format[offset])
            : null;
    }

    public string Cut(string text) => Precision >= 0 && Precision < text.Length ? Evaluation.TextUnits.Slice(text, 0, Math.Min(Precision, Evaluation.TextUnits.Length(text))) : text;

    public string Pad(string text)
    {
        var isNumber = Letter is not ('s' or 'r' or 'c');
        if (isNumber && !text.StartsWith('-') && Flags.IndexOfAny(['+', ' ']) is >= 0 and var sign)
        {
            text = Flags[sign] + text;
        }

        if (Flags.Contains('-', StringComparison.Ordinal))
        {
            return text.PadRight(Width);
        }

        if (!isNumber || !Flags.Contains('0', StringComparison.Ordinal))
        {
            return text.PadLeft(Width);
        }

        var signs = text.Length > 0 && text[0] is '-' or '+' or ' ' ? 1 : 0;
        return text[..signs] + text[signs..].PadLeft(Math.Max(0, Width - signs), '0');
    }

    public string Fraction(double number)
    {
        var digits = Precision < 0 ? 6 : Precision;
        if (Letter == 'f')
        {
            return number.ToString($"F{digits}", CultureInfo.InvariantCulture);
        }

        if (Letter == 'e')
        {
            return number.ToString("0." + new string('0', digits) + "e+00", CultureInfo.InvariantCulture);
        }

        return Precision < 0 ? Evaluation.Values.TextOf(number) : number.ToString($"G{Math.Max(1, digits)}", CultureInfo.InvariantCulture).Replace('E', 'e');
    }

    private static int Number(string format, ref int offset, int value)
    {
        while (offset < format.Length && char.IsAsciiDigit(format[offset]))
        {
            value = Math.Min((value * 10) + format[offset] - '0', 1_000_000);
            offset++;
        }

        return value;
    }
}
