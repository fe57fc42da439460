using System.Globalization;
using Actors.Templates.Expressions.Evaluation;

namespace Actors.Templates.Expressions.BuiltIns;

/// <summary>CUE's len and its package strconv.</summary>
internal static class CueConversions
{
    public static IEnumerable<BuiltIn> All { get; } =
    [
        new("len", "x", a => a[0] switch
        {
            string text => (long)TextUnits.Length(a.Paid(text)),
            ListValue list => (long)list.Items.Count,
            MapValue map => (long)map.Entries.Count,
            _ => throw a.Wrong(0, "a text, list or object"),
        }),
        new("strconv.Atoi", "s", a => ParsedNumber.Whole(a.Paid(a.Text(0)), 10) ?? throw a.Error("the text is no whole number of 64 bits.")),
        new("strconv.ParseInt", "s, base, bits", a => ParseInt(a)),
        new("strconv.ParseFloat", "s, bits", a => ParsedNumber.Fraction(a.Paid(a.Text(0))) ?? throw a.Error("the text is no finite number.")),
        new("strconv.ParseBool", "s", a => a.Text(0) switch
        {
            "1" or "t" or "T" or "true" or "TRUE" or "True" => true,
            "0" or "f" or "F" or "false" or "FALSE" or "False" => false,
            _ => throw a.Error("the text is neither true nor false."),
        }),
        new("strconv.FormatInt", "i, base", a => a.Whole(1) is >= 2 and <= 36 ? ParsedNumber.Digits(a.Whole(0), (int)a.Whole(1)) : throw a.Error("'base' is 2 to 36.")),
        new("strconv.FormatFloat", "x, format, precision, bits", FormatFloat),
        new("strconv.FormatBool", "b", a => a[0] is bool truth ? (truth ? "true" : "false") : throw a.Wrong(0, "a boolean")),
        new("strconv.Quote", "s", a => a.Paid(Values.JsonText(a.Text(0), a.Position))),
    ];

    private static long ParseInt(Arguments a)
    {
        var (radix, bits) = (a.Whole(1), a.Whole(2) == 0 ? 64 : a.Whole(2));
        if (radix is not (0 or (>= 2 and <= 36)) || bits is < 1 or > 64)
        {
            throw a.Error("'base' is 0, or 2 to 36; 'bits' is 0 to 64.");
        }

        var limit = Int128.One << (int)(bits - 1);
        return ParsedNumber.Whole(a.Paid(a.Text(0)), (int)radix) is { } value && value >= -limit && value < limit ? value : throw a.Error($"the text is no whole number of {bits} bits.");
    }

    private static string FormatFloat(Arguments a)
    {
        // Go gives the format as a character, which CUE writes as its number.
        var format = a[1] is long code and >= 0 and <= char.MaxValue ? ((char)code).ToString() : a.Text(1);
        return format is "e" or "f" or "g" && a.Whole(2) is >= -1 and <= 100
            ? a.Whole(2) < 0 && format == "f"
                ? ((decimal)Math.Clamp(a.Number(0), -7e28, 7e28)).ToString(CultureInfo.InvariantCulture)
                : new FormatSpec(null, "", 0, a.Count(2), format[0]).Fraction(a.Number(0))
            : throw a.Error("'format' is e, f or g, and 'precision' -1 to 100.");
    }
}
