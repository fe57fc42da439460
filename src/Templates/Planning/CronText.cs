using Cronos;

namespace Actors.Templates.Planning;

/// <summary>Cron expressions: five fields, six with seconds, a macro such as <c>@daily</c>, or <c>@every DURATION</c>.</summary>
internal static class CronText
{
    private const int MaxLength = 200;
    private const string Fields = "(minute, hour, day of month, month, day of week), such as '0 22 * * 1-5'";
    private const string Every = "@every ";

    // Any moment will do: what is due at all is due within the years behind it.
    private static readonly DateTime SomeTime = new(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>What is wrong with an expression; null when nothing is.</summary>
    public static string? Problem(string text)
    {
        var trimmed = text.Trim();
        if (trimmed.Length > MaxLength)
        {
            return $"The cron expression is longer than {MaxLength} characters.";
        }

        if (trimmed.StartsWith(Every, StringComparison.OrdinalIgnoreCase))
        {
            return DurationText.Read(trimmed[Every.Length..]) is { Ticks: > 0 } ? null : $"'{trimmed}' is no cron expression: @every is followed by a duration such as 90m or 2d.";
        }

        var count = trimmed.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;
        if (count is not (5 or 6) && !trimmed.StartsWith('@'))
        {
            return $"'{trimmed}' is no cron expression: it has {count} instead of five fields {Fields}.";
        }

        try
        {
            return CronExpression.Parse(trimmed, count == 6 ? CronFormat.IncludeSeconds : CronFormat.Standard).GetNextOccurrence(SomeTime) is null
                ? $"'{trimmed}' is never due: no date is like that."
                : null;
        }
        catch (CronFormatException e)
        {
            return $"'{trimmed}' is no cron expression: {e.Message.TrimEnd('.')}. It has five fields {Fields}.";
        }
    }
}
