using Actors.Cli.Api;
using Actors.Cli.Hosting;
using Actors.Cli.Output;
using Actors.Contracts.Api;

namespace Actors.Cli.Runs;

/// <summary>Follows a run to its end and says what came of it.</summary>
internal static class RunSession
{
    /// <summary>Follows the run.</summary>
    /// <param name="invocation">The call.</param>
    /// <param name="target">The run.</param>
    /// <param name="format">How to print: a table shows activities, failures and outputs; JSON and YAML print the run.</param>
    /// <param name="cancelled">Whether the run is meant to end without success.</param>
    /// <param name="cancellation">Stops following.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> FollowAsync(Invocation invocation, RunTarget target, string format, bool cancelled, CancellationToken cancellation)
    {
        var host = invocation.Host;
        var watcher = new RunWatcher(invocation.Api, host.Time);
        var run = format == Printer.Table && host.IsTerminal
            ? await LiveRunView.ShowAsync(host, view => watcher.WatchAsync(target, view, cancellation))
            : await watcher.WatchAsync(target, new PlainRunView(format == Printer.Table ? host.Out : host.Error, host.Time), cancellation);
        var succeeded = run.Status.State == RunDocumentStatus.Succeeded;
        if (format != Printer.Table)
        {
            invocation.Printer.Value(format, await invocation.Api.GetAsync(ApiPaths.Runs(target.Project, target.Environment, target.Run), cancellation));
        }

        if (!succeeded && !cancelled)
        {
            await FailureReport.WriteAsync(invocation, target, run, cancellation);
            return ExitCodes.Failed;
        }

        if (format == Printer.Table)
        {
            var took = DisplayText.Elapsed(null, run.Status.StartedAt, run.Status.FinishedAt, host.Time.GetUtcNow());
            invocation.Printer.Line($"{run.Spec.Kind} of Environment/{target.Environment}: {run.Status.State} after {took}");
            await PrintOutputsAsync(invocation, target, cancellation);
        }

        return ExitCodes.Ok;
    }

    private static async Task PrintOutputsAsync(Invocation invocation, RunTarget target, CancellationToken cancellation)
    {
        var environment = await invocation.Api.GetAsync(ApiPaths.Environment(target.Project, target.Environment), cancellation);
        var outputs = OutputsView.Flatten(JsonField.At(environment, "status.output")).ToList();
        if (outputs.Count > 0)
        {
            invocation.Printer.Line();
            invocation.Printer.Rows(["OUTPUT", "VALUE"], outputs.Select(output => (IReadOnlyList<string?>)[output.Name, output.Value]));
        }
    }
}
