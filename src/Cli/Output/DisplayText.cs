using System.Globalization;

namespace Actors.Cli.Output;

/// <summary>Text for terminals.</summary>
internal static class DisplayText
{
    private const int MaxSummary = 200;

    /// <summary>Replaces control characters: what a server or a worker says must not steer the terminal.</summary>
    public static string Clean(string? text, bool keepLines = false) => text is null ? "" : string.Create(text.Length, (text, keepLines), static (span, state) =>
    {
        for (var i = 0; i < span.Length; i++)
        {
            var c = state.text[i];
            span[i] = !char.IsControl(c) || (state.keepLines && c is '\n' or '\t') ? c : c is '\n' or '\r' or '\t' ? ' ' : '\uFFFD';
        }
    });

    /// <summary>What a table shows of a message: its first line, and of it no more than fits one; with <c>…</c> when that is not all.</summary>
    public static string Summary(string? text)
    {
        var all = (text ?? "").Trim();
        var end = all.AsSpan().IndexOfAny('\n', '\r') is >= 0 and var line ? line : all.Length;
        if (end > MaxSummary)
        {
            end = char.IsHighSurrogate(all[MaxSummary - 1]) ? MaxSummary - 1 : MaxSummary;
        }

        return end == all.Length ? all : all[..end].TrimEnd() + "…";
    }

    /// <summary>Puts the picture of each control character in its place (<c>␛</c> for ESC); tabs and ends of lines stay.</summary>
    /// <param name="text">The text; it is changed.</param>
    public static void MakeVisible(Span<char> text)
    {
        foreach (ref var c in text)
        {
            c = c switch
            {
                '\n' or '\t' => c,
                < ' ' => (char)('\u2400' + c),
                '\u007F' => '\u2421',
                >= '\u0080' and <= '\u009F' => '\uFFFD',
                _ => c,
            };
        }
    }

    /// <summary>A duration: <c>0.4s</c>, <c>12s</c>, <c>3m05s</c>, <c>2h10m</c>, <c>4d03h</c>. Negative ones (clocks that differ) are zero.</summary>
    public static string Duration(TimeSpan duration)
    {
        var time = duration < TimeSpan.Zero ? TimeSpan.Zero : duration;
        return time switch
        {
            { TotalSeconds: < 10 } => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(time.TotalSeconds * 10) / 10:0.0}s"),
            { TotalMinutes: < 1 } => $"{(int)time.TotalSeconds}s",
            { TotalHours: < 1 } => $"{(int)time.TotalMinutes}m{time.Seconds:00}s",
            { TotalDays: < 1 } => $"{(int)time.TotalHours}h{time.Minutes:00}m",
            _ => $"{(int)time.TotalDays}d{time.Hours:00}h",
        };
    }

    /// <summary>How long something took, takes, or waits.</summary>
    /// <param name="queuedAt">When it became ready; null before.</param>
    /// <param name="startedAt">When it started; null before.</param>
    /// <param name="finishedAt">When it ended; null before.</param>
    /// <param name="now">The present time.</param>
    /// <returns>The duration; empty when nothing began.</returns>
    public static string Elapsed(DateTimeOffset? queuedAt, DateTimeOffset? startedAt, DateTimeOffset? finishedAt, DateTimeOffset now) =>
        (startedAt ?? queuedAt) is { } begin ? Duration((finishedAt ?? now) - begin) : "";
}
