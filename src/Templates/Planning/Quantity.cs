using System.Globalization;
using System.Text.RegularExpressions;

namespace Actors.Templates.Planning;

/// <summary>Amounts in the notation of Kubernetes: <c>500m</c>, <c>0.5</c>, <c>512Mi</c>, <c>1G</c>, <c>1e3</c>. Not negative.</summary>
public static partial class Quantity
{
    private const int MaxExponent = 18;
    private const decimal Largest = 1e24m;

    /// <summary>Reads an amount of CPU, rounded up to thousandths of a core.</summary>
    /// <param name="text">The text; null is none.</param>
    /// <returns>Thousandths of a core; null when it is no amount, or one beyond all measure.</returns>
    public static long? Millis(string? text) => Whole(Read(text) * 1000);

    /// <summary>Reads an amount of memory, rounded up to bytes.</summary>
    /// <param name="text">The text; null is none.</param>
    /// <returns>Bytes; null when it is no amount, or one beyond all measure.</returns>
    public static long? Bytes(string? text) => Whole(Read(text));

    /// <summary>Reads an amount.</summary>
    /// <param name="text">The text; null is none.</param>
    /// <returns>The amount in units; null when it is none.</returns>
    public static decimal? Read(string? text)
    {
        if (text is null || Notation().Match(text.Trim()) is not { Success: true } match)
        {
            return null;
        }

        var number = decimal.Parse(match.Groups["number"].Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
        return Factor(match.Groups["suffix"].Value) is { } factor && number <= Largest / Math.Max(factor, 1) ? number * factor : null;
    }

    private static long? Whole(decimal? amount) => amount is { } value && Math.Ceiling(value) <= long.MaxValue ? (long)Math.Ceiling(value) : null;

    private static decimal? Factor(string suffix) => suffix switch
    {
        "" => 1,
        "n" => 1e-9m,
        "u" => 1e-6m,
        "m" => 1e-3m,
        "k" => 1e3m,
        "M" => 1e6m,
        "G" => 1e9m,
        "T" => 1e12m,
        "P" => 1e15m,
        "E" => 1e18m,
        "Ki" => 1L << 10,
        "Mi" => 1L << 20,
        "Gi" => 1L << 30,
        "Ti" => 1L << 40,
        "Pi" => 1L << 50,
        "Ei" => 1L << 60,
        _ => Power(int.Parse(suffix[1..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture)),
    };

    private static decimal? Power(int exponent) => Math.Abs(exponent) > MaxExponent ? null : (decimal)Math.Pow(10, exponent);

    [GeneratedRegex(@"^(?<number>[0-9]{1,18}(\.[0-9]{0,9})?|\.[0-9]{1,9})(?<suffix>|[numkMGTPE]|[KMGTPE]i|[eE][+-]?[0-9]{1,3})$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Notation();
}
