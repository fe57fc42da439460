using System.Text.Json.Nodes;
using Actors.Cli.Hosting;
using Actors.Cli.Output;
using Actors.Contracts.Api;
using Actors.Templates.Reading;

namespace Actors.Cli.Documents;

/// <summary>Shows findings.</summary>
internal static class Findings
{
    /// <summary>Writes warnings as messages.</summary>
    public static void PrintWarnings(IEnumerable<Finding> findings, TextWriter writer)
    {
        foreach (var finding in findings.Where(finding => finding.Severity == Severity.Warning))
        {
            writer.WriteLine(DisplayText.Clean(finding.ToString()));
        }
    }

    /// <summary>What the server found in a document.</summary>
    /// <param name="answer">The document as the server sent it.</param>
    /// <param name="document">The document as it was read here, whose places the findings get; null: it was not.</param>
    public static IEnumerable<Finding> Of(JsonObject answer, ResourceDocument? document = null)
    {
        foreach (var item in JsonField.At(answer, "status.findings") as JsonArray ?? [])
        {
            var severity = JsonField.Text(item, "severity") == "error" ? Severity.Error : Severity.Warning;
            var (subject, path, message) = (JsonField.Text(item, "subject"), JsonField.Text(item, "path"), JsonField.Text(item, "message") ?? "");
            yield return document is not null && subject == document.Subject
                ? document.FindingAt(severity, path ?? "", message)
                : new(severity, message, subject, path);
        }
    }

    /// <summary>The errors as the reason to end.</summary>
    public static CliException AsError(IEnumerable<Finding> findings, string message) =>
        new(ExitCodes.Failed, message, [.. findings.Where(finding => finding.Severity == Severity.Error).Select(Line)]);

    /// <summary>A finding as the API would send it.</summary>
    public static ErrorDetail Detail(Finding finding) => new(Name(finding), Text(finding))
    {
        Source = finding.Place?.Source,
        Line = finding.Place?.Line,
        Column = finding.Place?.Column,
        Path = finding.FieldPath,
    };

    /// <summary>A finding as JSON.</summary>
    public static JsonObject Json(Finding finding) => new()
    {
        ["severity"] = Name(finding),
        ["message"] = Text(finding),
        ["source"] = finding.Place?.Source,
        ["line"] = finding.Place?.Line,
        ["column"] = finding.Place?.Column,
        ["path"] = finding.FieldPath,
    };

    private static string Line(Finding finding) => ErrorPrinter.Line(Detail(finding));

    private static string Name(Finding finding) => finding.Severity == Severity.Error ? "error" : "warning";

    private static string Text(Finding finding) => finding.Subject is null ? finding.Message : $"{finding.Subject}: {finding.Message}";
}
