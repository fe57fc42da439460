using Actors.Cli.Api;
using Actors.Cli.Hosting;
using Actors.Cli.Output;
using Actors.Contracts.Activities;
using Actors.Contracts.Api;

namespace Actors.Cli.Runs;

/// <summary>Says why a run failed: its failing activities with reason, message and the end of their logs.</summary>
internal static class FailureReport
{
    private const int MaxActivities = 3;
    private const int TailLines = 20;

    /// <summary>Writes the report to the messages.</summary>
    public static async Task WriteAsync(Invocation invocation, RunTarget target, RunDocument run, CancellationToken cancellation)
    {
        var error = invocation.Host.Error;
        var status = run.Status;
        var why = string.Join(": ", new[] { status.Reason, DisplayText.Summary(status.Message) }.Where(part => !string.IsNullOrEmpty(part)));
        ErrorPrinter.Print(error, $"{run.Spec.Kind} of Environment/{target.Environment}: {status.State}{(why.Length > 0 ? $" ({why})" : "")}");
        SayWhereAllIs(error, status.Message, $"run {target.Environment}/{target.Run}");

        var failed = status.Activities.Where(activity => activity.Status.State == ActivityStatus.Failed).ToList();
        foreach (var activity in failed.Take(MaxActivities))
        {
            error.WriteLine();
            error.WriteLine(DisplayText.Clean($"{activity.Metadata.Name}: {ActivityRow.Why(activity.Status)}"));
            SayWhereAllIs(error, activity.Status.Message, $"activity {target.Environment}/{activity.Metadata.Name} --run {target.Run}");
            await WriteTailAsync(invocation, target, activity, cancellation);
        }

        if (failed.Count > MaxActivities)
        {
            error.WriteLine($"... and {failed.Count - MaxActivities} more: 'actors get activities {target.Environment}' lists them.");
        }

        error.WriteLine();
        error.WriteLine($"'actors logs {target.Environment} ACTIVITY' prints a whole log; 'actors retry {target.Environment}' goes on where the run stopped.");
    }

    private static void SayWhereAllIs(TextWriter error, string? message, string what)
    {
        if (message is not null && DisplayText.Summary(message) != message.Trim())
        {
            error.WriteLine($"  'actors describe {what}' shows the whole message.");
        }
    }

    private static async Task WriteTailAsync(Invocation invocation, RunTarget target, ActivityDocument activity, CancellationToken cancellation)
    {
        if (activity.Status.Attempt == 0)
        {
            return;
        }

        try
        {
            var lines = await new LogReader(invocation.Api, target).TailAsync(activity.Metadata.Name, TailLines, cancellation);
            invocation.Host.Error.WriteLine(lines.Count == 0 ? "  (its log is empty)" : $"  end of its log (attempt {activity.Status.Attempt}):");
            foreach (var line in lines)
            {
                invocation.Host.Error.WriteLine($"  | {DisplayText.Clean(line)}");
            }
        }
        catch (Exception exception) when (exception is ApiException or UnreachableException)
        {
            invocation.Host.Error.WriteLine($"  its log could not be read: {DisplayText.Clean(exception.Message)}");
        }
    }
}
