using System.CommandLine;
using System.Text.Json.Nodes;
using Actors.Cli.Api;
using Actors.Cli.Hosting;
using Actors.Cli.Output;

namespace Actors.Cli.Runs;

/// <summary><c>deploy|destroy|cancel|retry ENV [--wait]</c>, and <c>wait ENV</c>.</summary>
internal static class RunCommands
{
    /// <summary>Makes the commands.</summary>
    public static IEnumerable<Command> Create(CliHost host, GlobalOptions options) =>
    [
        CreateVerb("deploy", "Bring an environment up, or change it.", host, options, RunFlag.Queue()),
        CreateVerb("destroy", "Take an environment down.", host, options, RunFlag.Queue(),
            RunFlag.Of("--force", "Go on past whatever fails: the environment ends destroyed, and what failed may be left behind outside.", "force", "true")),
        CreateVerb("cancel", "Stop the current run of an environment.", host, options, RunFlag.Of("--all", "Those that wait their turn too.", "all", "true")),
        CreateVerb("retry", "Go on with a run that failed or was cancelled.", host, options),
        CreateWait(host, options),
    ];

    private static Command CreateVerb(string verb, string description, CliHost host, GlobalOptions options, params RunFlag[] flags)
    {
        var name = new Argument<string>("environment") { Description = "Name of the environment." };
        var key = new Option<string?>("--idempotency-key") { Description = "The same key asks for the same run (default: a new one)." };
        var output = CliCommand.OutputOption(Printer.Table, Printer.Json, Printer.Yaml);
        var waiting = new WaitOptions();
        var command = new Command(verb, description) { name, key, output };
        foreach (var flag in flags)
        {
            command.Options.Add(flag.Option);
        }

        // A cancel or a retry asks for nothing new.
        var payload = verb is "deploy" or "destroy" ? new PayloadOption() : null;
        payload?.AddTo(command);
        waiting.AddTo(command);
        return command.Runs(host, options, async (invocation, cancellation) =>
        {
            var format = invocation.GetRequired(output);
            var target = new RunTarget(invocation.Project, invocation.GetRequired(name), "");
            target = await RunStarter.StartAsync(invocation, target, verb, invocation.Get(key), cancellation, ApiPaths.Query([.. flags.Select(flag => flag.In(invocation))]), payload?.Body(invocation));
            if (waiting.IsAsked(invocation))
            {
                return await waiting.WaitAsync(invocation, target, format, cancellation, cancelled: verb == "cancel");
            }

            if (format != Printer.Table)
            {
                invocation.Printer.Value(format, new JsonObject { ["run"] = target.Run });
            }

            return ExitCodes.Ok;
        });
    }

    private static Command CreateWait(CliHost host, GlobalOptions options)
    {
        var name = new Argument<string>("environment") { Description = "Name of the environment." };
        var run = new Option<string?>("--run") { Description = "Id of the run (default: the current one, else the last)." };
        var output = CliCommand.OutputOption(Printer.Table, Printer.Json, Printer.Yaml);
        var waiting = new WaitOptions();
        var command = new Command("wait", "Show the activities of a run that was started before until it has ended; end as it does.") { name, run, output };
        waiting.AddTimeoutTo(command);
        return command.Runs(host, options, async (invocation, cancellation) =>
        {
            var environment = invocation.GetRequired(name);
            var id = invocation.Get(run) ?? await CurrentRunAsync(invocation, environment, cancellation);
            return await waiting.WaitAsync(invocation, new(invocation.Project, environment, id), invocation.GetRequired(output), cancellation);
        });
    }

    private static async Task<string> CurrentRunAsync(Invocation invocation, string environment, CancellationToken cancellation)
    {
        var document = await invocation.Api.GetAsync(ApiPaths.Environment(invocation.Project, environment), cancellation);
        return JsonField.Text(document, "status.run.id")
            ?? throw new CliException(ExitCodes.Failed, $"Environment/{environment} has had no run. 'actors deploy {environment}' starts one.");
    }
}
