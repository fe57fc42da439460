using Actors.Cli.Api;
using Actors.Contracts.Api;

namespace Actors.Cli.Output;

/// <summary>Writes errors for people.</summary>
internal static class ErrorPrinter
{
    /// <summary>Writes a message and further lines.</summary>
    public static void Print(TextWriter writer, string message, IEnumerable<string>? details = null)
    {
        writer.WriteLine($"error: {DisplayText.Clean(message, keepLines: true)}");
        foreach (var detail in details ?? [])
        {
            writer.WriteLine($"  {DisplayText.Clean(detail, keepLines: true)}");
        }
    }

    /// <summary>Writes what the server says.</summary>
    public static void Print(TextWriter writer, ApiException exception) =>
        Print(writer, exception.Error.Message, (exception.Error.Details ?? []).Select(Line));

    /// <summary>One finding as a line: <c>file:line:column path message</c>, without the parts that are unknown.</summary>
    public static string Line(ErrorDetail detail)
    {
        var place = detail.Source ?? "";
        if (detail.Line is { } line)
        {
            place += $"{(place.Length > 0 ? ":" : "")}{line}{(detail.Column is { } column ? $":{column}" : "")}";
        }

        var severity = detail.Severity.Equals("warning", StringComparison.OrdinalIgnoreCase) ? "warning:" : "";
        return string.Join(' ', new[] { place, severity, detail.Path, detail.Message }.Where(part => !string.IsNullOrEmpty(part)));
    }
}
