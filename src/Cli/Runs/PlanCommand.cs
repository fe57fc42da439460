using System.CommandLine;
using Actors.Cli.Api;
using Actors.Cli.Hosting;
using Actors.Cli.Output;
using Actors.Contracts.Api;

namespace Actors.Cli.Runs;

/// <summary><c>plan ENV</c>: shows what OpenTofu would change in a deploy.</summary>
internal static class PlanCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(CliHost host, GlobalOptions options)
    {
        var name = new Argument<string>("environment") { Description = "Name of the environment." };
        var key = new Option<string?>("--idempotency-key") { Description = "The same key asks for the same run (default: a new one)." };
        var output = CliCommand.OutputOption(Printer.Table, Printer.Json, Printer.Yaml);
        var waiting = new WaitOptions();
        var queue = RunFlag.Queue();
        var command = new Command("plan", "Show what a deploy would change in the resources that OpenTofu makes, and change nothing.") { name, key, output, queue.Option };
        var payload = new PayloadOption();
        payload.AddTo(command);
        waiting.AddTimeoutTo(command);
        command.Subcommands.Add(PlanDownloadCommand.Create(host, options));
        return command.Runs(host, options, async (invocation, cancellation) =>
        {
            var target = new RunTarget(invocation.Project, invocation.GetRequired(name), "");
            target = await RunStarter.StartAsync(invocation, target, "plan", invocation.Get(key), cancellation, ApiPaths.Query(queue.In(invocation)), payload.Body(invocation));
            return await waiting.WaitAsync(invocation, target, stop => ShowAsync(invocation, target, invocation.GetRequired(output), stop), cancellation);
        });
    }

    private static async Task<int> ShowAsync(Invocation invocation, RunTarget target, string format, CancellationToken cancellation)
    {
        var host = invocation.Host;
        var run = await new RunWatcher(invocation.Api, host.Time).WatchAsync(target, new PlainRunView(host.Error, host.Time), cancellation);
        if (format == Printer.Table)
        {
            Print(invocation, target, run);
        }
        else
        {
            invocation.Printer.Value(format, await invocation.Api.GetAsync(ApiPaths.Runs(target.Project, target.Environment, target.Run), cancellation));
        }

        if (run.Status.State == RunDocumentStatus.Succeeded)
        {
            return ExitCodes.Ok;
        }

        await FailureReport.WriteAsync(invocation, target, run, cancellation);
        return ExitCodes.Failed;
    }

    private static void Print(Invocation invocation, RunTarget target, RunDocument run)
    {
        var plans = PlannedResources.Of(run).ToList();
        if (plans.Count > 0)
        {
            invocation.Printer.Rows(["RESOURCE", "PLAN"], plans.Select(plan => (IReadOnlyList<string?>)[plan.Resource, plan.Says]));
        }
        else if (run.Status.State == RunDocumentStatus.Succeeded)
        {
            invocation.Printer.Line($"Nothing to plan: OpenTofu makes no resource of Environment/{target.Environment}.");
        }
    }
}
