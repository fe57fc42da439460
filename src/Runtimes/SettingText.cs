using System.Globalization;

namespace Actors.Runtimes;

/// <summary>Reads single settings of a runtime.</summary>
internal static class SettingText
{
    /// <summary>A time, such as <c>00:00:10</c>.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static TimeSpan Time(string key, string value) =>
        TimeSpan.TryParse(value, CultureInfo.InvariantCulture, out var time) ? time : throw Wrong(key, value, "a time such as 00:00:10");

    /// <summary>A number without a sign.</summary>
    /// <param name="key">Key of the setting.</param>
    /// <param name="value">Its value.</param>
    /// <param name="wanted">What kind of number.</param>
    /// <exception cref="FormatException">It is none.</exception>
    public static long Number(string key, string value, string wanted = "a number") =>
        long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw Wrong(key, value, wanted);

    /// <summary>One of a few words, in upper or lower case.</summary>
    /// <exception cref="FormatException">It is none of them.</exception>
    public static T Word<T>(string key, string value)
        where T : struct, Enum =>
        // The parser takes numbers and lists, too.
        Enum.GetNames<T>().Contains(value, StringComparer.OrdinalIgnoreCase) ? Enum.Parse<T>(value, ignoreCase: true) : throw Wrong(key, value, $"one of {string.Join(", ", Enum.GetNames<T>())}");

    /// <summary>Says what a setting should have been.</summary>
    public static FormatException Wrong(string key, string value, string wanted) => new($"The setting '{key}' is '{value}', not {wanted}.");
}
