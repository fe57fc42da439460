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
            var set = DocumentSet.Check(await paths.ReadAsync(invocation, mayBeEmpty: true, cancellation), isOneSet: false);
            var format = invocation.GetRequired(output);
            if (format != Printer.Table)
            {
                invocation.Printer.Value(format, Report(set));
            }
            else
            {
                foreach (var finding in set.Findings)
                {
                    invocation.Printer.Line(DisplayText.Clean(finding.ToString()));
                }

                invocation.Printer.Line($"{set.Files.Count - set.InvalidFiles} valid, {set.InvalidFiles} invalid");
            }

            return set.HasErrors ? ExitCodes.Failed : ExitCodes.Ok;
        });
    }

    private static JsonObject Report(DocumentSet set) => new()
    {
        ["valid"] = !set.HasErrors,
        ["files"] = new JsonObject { ["valid"] = set.Files.Count - set.InvalidFiles, ["invalid"] = set.InvalidFiles },
        ["documents"] = new JsonArray([.. set.Documents.Select(document => (JsonNode)new JsonObject { ["kind"] = document.Kind, ["name"] = document.Name })]),
        ["findings"] = new JsonArray([.. set.Findings.Select(finding => (JsonNode)Findings.Json(finding))]),
    };
}
