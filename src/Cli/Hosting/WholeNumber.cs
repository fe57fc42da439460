using System.CommandLine;
using System.Globalization;

namespace Actors.Cli.Hosting;

/// <summary>Options that are whole numbers.</summary>
internal static class WholeNumber
{
    /// <summary>Refuses what is no number, and numbers below the least one, in words of people.</summary>
    /// <param name="option">An option of numbers.</param>
    /// <param name="least">The least number.</param>
    /// <returns>The option.</returns>
    public static Option<T> From<T>(this Option<T> option, int least)
    {
        var type = Nullable.GetUnderlyingType(typeof(T)) ?? typeof(T);
        var most = type == typeof(int) ? int.MaxValue : long.MaxValue;
        option.CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
            {
                return (T)Convert.ChangeType(number, type, CultureInfo.InvariantCulture);
            }

            result.AddError($"{option.Name} must be a whole number of {least} or more, not '{text}'.");
            return default;
        };
        return option;
    }
}
