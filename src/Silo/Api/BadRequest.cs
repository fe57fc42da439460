using System.Text.RegularExpressions;

namespace Actors.Silo.Api;

/// <summary>Says what is wrong with a request that the framework refused.</summary>
internal static partial class BadRequest
{
    private const int MaxValue = 100;

    /// <summary>The message for clients.</summary>
    /// <param name="exception">The refusal.</param>
    /// <returns>The framework's words, but of a parameter that cannot be read its name and value rather than its .NET type.</returns>
    public static string MessageOf(BadHttpRequestException exception)
    {
        var match = Unreadable().Match(exception.Message);
        if (!match.Success)
        {
            return exception.Message;
        }

        var (name, value) = (match.Groups["name"].Value, match.Groups["value"].Value);
        return $"The parameter '{name}' cannot be '{(value.Length <= MaxValue ? value : value[..MaxValue] + "…")}'{Form(match.Groups["type"].Value)}.";
    }

    private static string Form(string type) =>
        type.Contains("int", StringComparison.Ordinal) || type.Contains("long", StringComparison.Ordinal) ? ": it is a whole number"
        : type.Contains("bool", StringComparison.Ordinal) ? ": it is true or false"
        : "";

    [GeneratedRegex("""^Failed to bind parameter "(?<type>\S+) (?<name>\S+)" from "(?<value>.*)"\.$""", RegexOptions.Singleline | RegexOptions.NonBacktracking)]
    private static partial Regex Unreadable();
}
