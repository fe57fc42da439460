using System.CommandLine;
using System.Text.Json.Nodes;
using Actors.Cli.Api;
using Actors.Cli.Hosting;
using Actors.Cli.Output;
using Actors.Templates.Kinds;

namespace Actors.Cli.Inspection;

/// <summary><c>describe KIND NAME</c>: everything that there is to say about one thing.</summary>
internal static class DescribeCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(CliHost host, GlobalOptions options)
    {
        var kind = new Argument<string>("kind") { Description = "Kind by plural, singular or alias; also activity and run." };
        var name = new Argument<string>("name") { Description = "Its name. An activity or run: ENV/ID." };
        var run = new Option<string?>("--run") { Description = "An activity of this run (default: the current one, else the last)." };
        var output = CliCommand.OutputOption(Printer.Table, Printer.Json, Printer.Yaml);
        return new Command("describe", "Show everything about one document, activity or run.") { kind, name, run, output }.Runs(
            host, options, async (invocation, cancellation) =>
            {
                var target = Target.Of(invocation.GetRequired(kind));
                var document = await ReadAsync(invocation, target, invocation.GetRequired(name), invocation.Get(run), cancellation);
                var format = invocation.GetRequired(output);
                if (format != Printer.Table)
                {
                    invocation.Printer.Value(format, document);
                    return ExitCodes.Ok;
                }

                var view = new DescribeView(invocation);
                switch (target)
                {
                    case { Plural: Target.Activities }:
                        new ActivityDetailView(invocation).Write(document);
                        break;
                    case { Plural: Target.Runs }:
                        view.Run(document);
                        break;
                    case { Kind.Kind: KindNames.Environment }:
                        await view.EnvironmentAsync(document, cancellation);
                        break;
                    case { Kind.Kind: KindNames.Agent }:
                        new AgentView(invocation.Printer).Write(document);
                        break;
                    default:
                        invocation.Printer.Value(Printer.Yaml, document);
                        break;
                }

                return ExitCodes.Ok;
            });
    }

    private static async Task<JsonObject> ReadAsync(Invocation invocation, Target target, string name, string? run, CancellationToken cancellation)
    {
        if (target.Kind is { } kind)
        {
            return await invocation.Api.GetAsync(ApiPaths.Document(kind, invocation.Project, name) + ApiPaths.Query(("findings", "true"), ("values", kind.Kind == KindNames.Environment ? "true" : null)), cancellation);
        }

        if (target.Plural == Target.Tokens)
        {
            throw new CliException(ExitCodes.Usage, "There is no more to say about a token than 'actors get tokens AGENT' does.");
        }

        if (Target.Split(name) is not (var environment, { } id))
        {
            var one = target.Plural == Target.Runs ? "run" : "activity";
            throw new CliException(ExitCodes.Usage, $"Name the environment and the {one}, as ENV/ID. If '{name}' is the environment, 'actors get {target.Plural} {name}' lists its {target.Plural}; "
                + $"if it is the {one}, it is 'actors describe {one} ENV/{name}'.");
        }

        return await invocation.Api.GetAsync(
            target.Plural == Target.Runs
                ? ApiPaths.Runs(invocation.Project, environment, id)
                : ApiPaths.Activity(invocation.Project, environment, id, run),
            cancellation);
    }
}
