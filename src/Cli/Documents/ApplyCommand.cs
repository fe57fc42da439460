using System.CommandLine;
using System.Text.Json.Nodes;
using Actors.Cli.Api;
using Actors.Cli.Hosting;
using Actors.Cli.Output;
using Actors.Cli.Runs;
using Actors.Contracts.Api;
using Actors.Templates.Kinds;
using Actors.Templates.Reading;

namespace Actors.Cli.Documents;

/// <summary><c>apply PATH… [--deploy]</c>: stores documents; with <c>--deploy</c> also deploys the environments among them.</summary>
internal static class ApplyCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(CliHost host, GlobalOptions options)
    {
        var paths = new DocumentArguments();
        var deploy = new DeployOptions();
        var fresh = new Option<bool>("--fail-on-exists") { Description = "Refuse a document that is stored already." };
        var output = CliCommand.OutputOption(Printer.Table, Printer.Json, Printer.Yaml);
        var waiting = new WaitOptions();
        var command = new Command("apply", "Store documents: what is referred to first. Nothing is sent when any of them is not valid.") { fresh, output };
        deploy.AddTo(command);
        paths.AddTo(command);
        waiting.AddTo(command);
        return command.Runs(host, options, async (invocation, cancellation) =>
        {
            var how = deploy.Read(invocation);
            var set = DocumentSet.Check(await paths.ReadAsync(invocation, mayBeEmpty: false, cancellation), isOneSet: true);
            Findings.PrintWarnings(set.Findings, host.Error);
            if (set.HasErrors)
            {
                throw Findings.AsError(set.Findings, "Nothing was sent, because not all is valid:");
            }

            var format = invocation.GetRequired(output);
            var placed = set.DependenciesFirst().Select(document => (Document: document, Project: ProjectOf(document, invocation))).ToList();
            var stored = new JsonArray();
            foreach (var (document, project) in placed)
            {
                var answer = await SendAsync(invocation.Api, document, project, invocation.Get(fresh), stored.Count, cancellation);
                // What is here was checked by what is here; the server knows the rest.
                Findings.PrintWarnings(Findings.Of(answer, document).Except(set.Findings), host.Error);
                stored.Add((JsonNode)answer);
                if (format == Printer.Table)
                {
                    invocation.Printer.Line($"{document.Subject} applied");
                }
            }

            if (format != Printer.Table)
            {
                invocation.Printer.Value(format, new JsonObject { ["kind"] = "List", ["items"] = stored });
            }

            return how is { } asked ? await DeployAsync(invocation, placed, asked, waiting, cancellation) : ExitCodes.Ok;
        });
    }

    private static string ProjectOf(ResourceDocument document, Invocation invocation)
    {
        var named = document.Metadata.Project;
        return string.IsNullOrEmpty(named) || invocation.ExplicitProject is not { } wanted || wanted == named
            ? invocation.ExplicitProject ?? (string.IsNullOrEmpty(named) ? GlobalOptions.DefaultProject : named)
            : throw Findings.AsError(
                [document.FindingAt(Severity.Error, "metadata.project", $"is '{named}', but --project is '{wanted}'. Leave one of them out.")],
                "Nothing was sent, because not all is valid:");
    }

    private static async Task<JsonObject> SendAsync(
        ApiClient api, ResourceDocument document, string project, bool fresh, int before, CancellationToken cancellation)
    {
        var path = ApiPaths.Documents(document.Info, project) + ApiPaths.Query(("fail-on-exists", fresh ? "true" : null));
        try
        {
            return fresh ? await api.PostOnceAsync(path, document.ToJson(), cancellation) : await api.PostAsync(path, document.ToJson(), cancellation);
        }
        catch (ApiException exception) when (!exception.IsUnauthorized)
        {
            // The server saw JSON; its findings get their place in the file back.
            var details = (exception.Error.Details ?? []).Select(detail => Placed(detail, document)).ToList();
            var message = $"{document.Subject} was refused: {exception.Error.Message}{(before > 0 ? $" ({before} documents before it are stored.)" : "")}";
            throw new ApiException(exception.Status, exception.Error with { Message = message, Details = details });
        }
    }

    private static ErrorDetail Placed(ErrorDetail detail, ResourceDocument document)
    {
        var place = document.FindingAt(Severity.Error, detail.Path ?? "", detail.Message).Place;
        return place is null ? detail : detail with { Source = place.Source, Line = place.Line, Column = place.Column };
    }

    private static async Task<int> DeployAsync(
        Invocation invocation, IEnumerable<(ResourceDocument Document, string Project)> stored, (string Query, JsonObject? Body) how, WaitOptions waiting, CancellationToken cancellation)
    {
        var started = new List<RunTarget>();
        foreach (var (environment, project) in stored.Where(one => one.Document.Kind == KindNames.Environment))
        {
            started.Add(await RunStarter.StartAsync(invocation, new(project, environment.Name, ""), "deploy", null, cancellation, how.Query, how.Body));
        }

        if (started.Count == 0)
        {
            throw new CliException(ExitCodes.Failed, "There is nothing to deploy: no Environment is among the documents. All of them are stored.");
        }

        var code = ExitCodes.Ok;
        foreach (var run in started)
        {
            code = Math.Max(code, await waiting.WaitIfAskedAsync(invocation, run, Printer.Table, cancellation));
        }

        return code;
    }
}
