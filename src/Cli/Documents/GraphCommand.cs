using System.CommandLine;
using System.Text.Json.Nodes;
using Actors.Cli.Hosting;
using Actors.Cli.Output;
using Actors.Cli.Runs;
using Actors.Templates.Kinds;
using Actors.Templates.Planning;
using Actors.Templates.Reading;

namespace Actors.Cli.Documents;

/// <summary><c>graph PATH…</c>: shows the activities that a run would have, without a server.</summary>
internal static class GraphCommand
{
    private const string Dot = "dot";

    /// <summary>Makes the command.</summary>
    public static Command Create(CliHost host, GlobalOptions options)
    {
        var paths = new DocumentArguments();
        var name = new Option<string?>("--environment", "-e") { Description = "Name of the Environment; not needed when there is only one." };
        var destroy = new Option<bool>("--destroy") { Description = "The activities of a destroy instead of a deploy." };
        var force = new Option<bool>("--force") { Description = "With --destroy: of a destroy that goes on whatever fails." };
        var action = new Option<string?>("--action") { Description = "The activities of this action instead of a deploy." };
        var schedule = new Option<string?>("--schedule") { Description = "The activities of this schedule instead of a deploy." };
        var payload = new PayloadOption();
        var output = CliCommand.OutputOption(Printer.Table, Printer.Json, Printer.Yaml, Dot);
        var command = new Command("graph", "Show the activities that a run would have, without a server.") { name, destroy, force, action, schedule, output };
        payload.AddTo(command);
        paths.AddTo(command);
        return command.Runs(host, options, async (invocation, cancellation) =>
        {
            var set = DocumentSet.Check(await paths.ReadAsync(invocation, mayBeEmpty: false, cancellation), isOneSet: true);
            Findings.PrintWarnings(set.Findings, host.Error);
            if (set.HasErrors)
            {
                throw Findings.AsError(set.Findings, "Not valid:");
            }

            var environment = Choose(set, invocation.Get(name));
            var kind = KindOf(invocation.Get(destroy), invocation.Get(force));
            var plan = Plan(set, environment, kind, TriggerOf(kind, invocation.Get(action), invocation.Get(schedule)), payload.Read(invocation), invocation.Project, host);
            switch (invocation.GetRequired(output))
            {
                case Printer.Table:
                    invocation.Printer.Rows(GraphView.Headers, GraphView.Rows(plan));
                    break;
                case Dot:
                    invocation.Printer.Line(GraphView.Dot(plan));
                    break;
                case var format:
                    invocation.Printer.Value(format, GraphView.Json(plan));
                    break;
            }

            return ExitCodes.Ok;
        });
    }

    private static ResourceDocument Choose(DocumentSet set, string? name)
    {
        var environments = set.Documents.Where(document => document.Kind == KindNames.Environment).ToList();
        var names = environments.Count == 0 ? "there is none" : string.Join(", ", environments.Select(document => document.Name));
        return name is not null
            ? environments.FirstOrDefault(document => document.Name == name)
                ?? throw new CliException(ExitCodes.Failed, $"Environment/{name} is not among these files. Environments there: {names}.")
            : environments.Count == 1
                ? environments[0]
                : throw new CliException(ExitCodes.Usage, $"Name one Environment by --environment. Environments in these files: {names}.");
    }

    private static RunKind KindOf(bool destroy, bool force) => (destroy, force) switch
    {
        (true, true) => RunKind.ForceDestroy,
        (true, false) => RunKind.Destroy,
        (false, true) => throw new CliException(ExitCodes.Usage, "--force goes with --destroy."),
        _ => RunKind.Deploy,
    };

    private static RunTrigger? TriggerOf(RunKind kind, string? action, string? schedule) => (action, schedule) switch
    {
        (null, null) => null,
        _ when kind != RunKind.Deploy || (action is not null && schedule is not null) => throw new CliException(ExitCodes.Usage, "Give one of --destroy, --action and --schedule."),
        _ when action is not null => new(TriggerSource.Action, action),
        _ => new(TriggerSource.Schedule, schedule!),
    };

    private static RunPlan Plan(DocumentSet set, ResourceDocument environment, RunKind kind, RunTrigger? trigger, JsonObject? payload, string project, CliHost host)
    {
        var result = RunPlanner.Plan(new()
        {
            RunKind = kind,
            Trigger = trigger,
            TriggerPayload = payload,
            Environment = environment,
            Catalog = OutsideDocuments.Complete(set.Catalog),
            Facts = new() { Organisation = "default", Project = project, EnvironmentId = "offline", EnvironmentName = environment.Name, RunId = "offline" },
        });
        Findings.PrintWarnings(result.Findings.Except(set.Findings), host.Error);
        foreach (var missing in result.Unsupported)
        {
            host.Error.WriteLine($"warning: a run will be refused: {missing}");
        }

        return result.Plan ?? throw Findings.AsError(result.Findings, $"{environment.Subject} cannot be planned:");
    }
}
