using System.Globalization;
using System.Numerics;
using System.Text;
using Actors.Templates.Reading;

namespace Actors.Templates.Rendering;

/// <summary>Prints values as the programs print them that these templates were written for, which are written in Go.</summary>
internal static class GoValue
{
    /// <summary>Writes a value.</summary>
    /// <param name="text">Where to.</param>
    /// <param name="node">The value; null when there is none.</param>
    public static void Write(StringBuilder text, SourceNode? node)
    {
        if (node is null or SourceScalar { IsNull: true })
        {
            text.Append("<no value>");
        }
        else
        {
            Append(text, node);
        }
    }

    /// <summary>Whether a number is printed without the zeros that it is written with, as <c>1.10</c> is.</summary>
    /// <param name="text">The number as it is written.</param>
    public static bool LosesZeros(string text) => text.Contains('.', StringComparison.Ordinal) && text[^1] == '0' && Number(text) is { } printed
        && text.TrimEnd('0').TrimEnd('.') == printed;

    private static void Append(StringBuilder text, SourceNode node)
    {
        switch (node)
        {
            case SourceMapping mapping:
                text.Append("map[");
                var first = true;
                foreach (var entry in mapping.Entries.OrderBy(entry => entry.Key, StringComparer.Ordinal))
                {
                    text.Append(first ? "" : " ").Append(entry.Key).Append(':');
                    Append(text, entry.Value);
                    first = false;
                }

                text.Append(']');
                break;
            case SourceList list:
                text.Append('[');
                for (var i = 0; i < list.Items.Count; i++)
                {
                    text.Append(i > 0 ? " " : "");
                    Append(text, list.Items[i]);
                }

                text.Append(']');
                break;
            case SourceScalar { IsNull: true }:
                text.Append("<nil>");
                break;
            case SourceScalar { IsPlain: true } scalar:
                text.Append(Plain(scalar.Text));
                break;
            default:
                text.Append(((SourceScalar)node).Text);
                break;
        }
    }

    // Digits with leading zeros and dates stay as they are written, so that nothing is lost.
    private static string Plain(string text) => text switch
    {
        "true" or "True" or "TRUE" => "true",
        "false" or "False" or "FALSE" => "false",
        ".inf" or ".Inf" or ".INF" or "+.inf" or "+.Inf" or "+.INF" => "+Inf",
        "-.inf" or "-.Inf" or "-.INF" => "-Inf",
        ".nan" or ".NaN" or ".NAN" => "NaN",
        _ => Number(text) ?? text,
    };

    private static string? Number(string text)
    {
        var digits = text.AsSpan(text is ['+' or '-', ..] ? 1 : 0);
        if (digits.Length is 0 or > 64 || digits is ['0', >= '0' and <= '9', ..])
        {
            return null;
        }

        if (text.StartsWith("0x", StringComparison.Ordinal))
        {
            return BigInteger.TryParse("0" + text[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var hex) && hex <= ulong.MaxValue
                ? hex.ToString(CultureInfo.InvariantCulture)
                : null;
        }

        if (digits.IndexOfAnyExceptInRange('0', '9') < 0 && BigInteger.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole)
            && whole >= long.MinValue && whole <= ulong.MaxValue)
        {
            return whole.ToString(CultureInfo.InvariantCulture);
        }

        const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        return (char.IsAsciiDigit(digits[0]) || (digits[0] == '.' && digits.Length > 1 && char.IsAsciiDigit(digits[1])))
            && double.TryParse(text, Style, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)
            ? Float(value)
            : null;
    }

    // %v of fmt: the shortest digits that read back the same, with an exponent where that is below -4 or above 5.
    private static string Float(double value)
    {
        var shortest = value.ToString("E16", CultureInfo.InvariantCulture);
        for (var precision = 0; precision < 17; precision++)
        {
            var candidate = value.ToString($"E{precision}", CultureInfo.InvariantCulture);
            if (double.Parse(candidate, CultureInfo.InvariantCulture).Equals(value))
            {
                shortest = candidate;
                break;
            }
        }

        var cut = shortest.IndexOf('E', StringComparison.Ordinal);
        var exponent = int.Parse(shortest[(cut + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        if (exponent is < -4 or > 5)
        {
            return $"{shortest[..cut]}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}";
        }

        var decimals = Math.Max(0, cut - (shortest[0] == '-' ? 1 : 0) - 2 - exponent);
        return value.ToString($"F{decimals}", CultureInfo.InvariantCulture);
    }
}
