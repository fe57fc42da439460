using System.CommandLine;
using System.Text.Json.Nodes;
using Actors.Cli.Api;
using Actors.Cli.Hosting;
using Actors.Cli.Output;
using Actors.Cli.Runs;

namespace Actors.Cli.Inspection;

/// <summary><c>get KIND [NAME]</c>: lists, or shows one.</summary>
internal static class GetCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(CliHost host, GlobalOptions options)
    {
        var kind = new Argument<string>("kind") { Description = "Kind by plural, singular or alias; also activities, runs and tokens." };
        var name = new Argument<string?>("name")
        {
            Description = "One of them (default: all). Activities and runs: ENV or ENV/ID. Tokens: AGENT.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var version = new Option<string?>("--version") { Description = "Version of a template (default: the latest)." };
        var run = new Option<string?>("--run") { Description = "Activities of this run (default: of the current runs, else the last)." };
        var limit = new Option<int?>("--limit") { Description = "One page of this size (default: all)." }.From(1);
        var offset = new Option<int?>("--offset") { Description = "Items before the page." }.From(0);
        var output = CliCommand.OutputOption(Printer.Table, Printer.Json, Printer.Yaml);
        return new Command("get", "List documents, activities or runs, or show one.") { kind, name, version, run, limit, offset, output }.Runs(
            host, options, async (invocation, cancellation) =>
            {
                var target = Target.Of(invocation.GetRequired(kind));
                target.CheckVersion(invocation.Get(version), invocation.Get(name));
                if (invocation.Get(run) is not null && target.Plural != Target.Activities)
                {
                    throw new CliException(ExitCodes.Usage, $"--run is of activities; {target.Plural} are not of one run.");
                }

                var (path, one) = PathOf(invocation, target, invocation.Get(name), invocation.Get(version), invocation.Get(run));
                var isPage = invocation.Get(limit) is not null || invocation.Get(offset) is not null;
                var isDocument = one is null && target.Plural is not (Target.Activities or Target.Tokens) && invocation.Get(name) is { } text
                    && (target.Kind is not null || Target.Split(text).Id is not null);
                var answer = isDocument ? await invocation.Api.GetAsync(path, cancellation)
                    : isPage ? await ListReader.ReadPageAsync(invocation.Api, path, invocation.Get(limit), invocation.Get(offset), cancellation)
                    : await ListReader.ReadAllAsync(invocation.Api, path, cancellation);
                answer = one is null ? answer : ActivityFinder.Find(answer, one, invocation.Get(name)!);
                Print(invocation, target, answer, isList: !isDocument && one is null, invocation.GetRequired(output), invocation.Get(name));
                return ExitCodes.Ok;
            });
    }

    private static (string Path, string? Activity) PathOf(Invocation invocation, Target target, string? name, string? version, string? run)
    {
        var project = invocation.Project;
        if (target.Kind is { } kind)
        {
            return (name is null ? ApiPaths.Documents(kind, project) : ApiPaths.Document(kind, project, name, version), null);
        }

        if (name is null)
        {
            return target.Plural == Target.Activities
                ? (ApiPaths.Activities(project, null, run), null)
                : throw new CliException(ExitCodes.Usage, target.Plural == Target.Runs
                    ? "Runs belong to an environment: 'actors get runs ENV'."
                    : "Tokens belong to an agent: 'actors get tokens AGENT'.");
        }

        if (target.Plural == Target.Tokens)
        {
            return (ApiPaths.Tokens(project, name), null);
        }

        var (environment, id) = Target.Split(name);
        return target.Plural == Target.Activities
            ? (ApiPaths.Activities(project, environment, run), id)
            : (ApiPaths.Runs(project, environment, id), null);
    }

    private static void Print(Invocation invocation, Target target, JsonObject answer, bool isList, string format, string? environment)
    {
        ListReader.PrintWarnings(answer, invocation.Host.Error);
        if (format != Printer.Table)
        {
            invocation.Printer.Value(format, answer);
            return;
        }

        var items = isList ? [.. answer["items"] as JsonArray ?? []] : new List<JsonNode?> { answer };
        if (items.Count == 0 && JsonField.At(answer, "metadata.warnings") is JsonArray { Count: > 0 })
        {
            return;
        }

        if (items.Count == 0)
        {
            invocation.Host.Error.WriteLine(target.Kind is null && environment is not null && target.Plural != Target.Tokens
                ? $"Environment/{environment} has no {target.Plural}. 'actors deploy {environment}' starts some."
                : $"No {target.Plural} in project {invocation.Project}.");
            return;
        }

        var columns = Columns.Of(target);
        var now = invocation.Host.Time.GetUtcNow();
        invocation.Printer.Rows([.. columns.Select(column => column.Header)], items.Select(item => (IReadOnlyList<string?>)[.. columns.Select(column => column.Cell(item, now))]));
    }
}
