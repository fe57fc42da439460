using System.Globalization;
using System.Text.RegularExpressions;

namespace Actors.Templates.Planning;

/// <summary>Reads durations as documents write them: <c>15s</c>, <c>1h30m</c>, <c>2d</c>.</summary>
internal static partial class DurationText
{
    /// <summary>The duration; null: the text is none, or it is longer than ten years.</summary>
    public static TimeSpan? Read(string text)
    {
        var trimmed = text.Trim();
        if (trimmed.Length is 0 or > 40 || !Whole().IsMatch(trimmed))
        {
            return null;
        }

        var seconds = 0.0;
        foreach (Match part in Part().Matches(trimmed))
        {
            seconds += double.Parse(part.Groups["number"].Value, CultureInfo.InvariantCulture) * part.Groups["unit"].Value switch
            {
                "ms" => 0.001,
                "s" => 1,
                "m" => 60,
                "h" => 3600,
                _ => 86_400,
            };
        }

        return seconds <= TimeSpan.FromDays(3650).TotalSeconds ? TimeSpan.FromSeconds(seconds) : null;
    }

    [GeneratedRegex(@"^(\d+(\.\d+)?(ms|s|m|h|d))+$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Whole();

    [GeneratedRegex(@"(?<number>\d+(\.\d+)?)(?<unit>ms|s|m|h|d)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Part();
}
