using System.CommandLine;
using System.Text.Json.Nodes;
using Actors.Cli.Hosting;
using Actors.Cli.Output;

namespace Actors.Cli.Documents;

/// <summary><c>validate PATH…</c>: checks documents without a server.</summary>
internal static class ValidateCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(CliHost host, GlobalOptions options)
    {
        var paths = new DocumentArguments();
        var output = CliCommand.OutputOption(Printer.Table, Printer.Json, Printer.Yaml);
        var command = new Command("validate", "Check documents, without a server.") { output };
        paths.AddTo(command);
        return command.Runs(host, options, async (invocation, cancellation) =>
        {
            var texts = await DocumentFiles.ReadAsync(paths.Of(invocation), host, cancellation);
            var set = DocumentSet.Check(texts, warnMissing: true);
            var format = invocation.GetRequired(output);
            if (format != Printer.Table)
            {
                invocation.Printer.Value(format, Report(set));
                return set.HasErrors ? ExitCodes.Failed : ExitCodes.Ok;
            }

            Findings.PrintWarnings(set.Findings, host.Error);
            if (set.HasErrors)
            {
                throw Findings.AsError(set.Findings, "Not valid:");
            }

            invocation.Printer.Line($"{set.Documents.Count} document{(set.Documents.Count == 1 ? " is" : "s are")} valid.");
            return ExitCodes.Ok;
        });
    }

    private static JsonObject Report(DocumentSet set) => new()
    {
        ["valid"] = !set.HasErrors,
        ["documents"] = new JsonArray([.. set.Documents.Select(document => (JsonNode)new JsonObject { ["kind"] = document.Kind, ["name"] = document.Name })]),
        ["findings"] = new JsonArray([.. set.Findings.Select(finding => (JsonNode)Findings.Json(finding))]),
    };
}
