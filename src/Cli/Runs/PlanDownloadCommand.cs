using System.CommandLine;
using Actors.Cli.Api;
using Actors.Cli.Hosting;
using Actors.Cli.Output;
using Actors.Contracts.Activities;
using Actors.Contracts.Api;

namespace Actors.Cli.Runs;

/// <summary><c>plan download ENV RESOURCE|ACTIVITY</c>: the OpenTofu plan that a run has made, and applied.</summary>
internal static class PlanDownloadCommand
{
    private const string Text = "text";

    /// <summary>Makes the command.</summary>
    public static Command Create(CliHost host, GlobalOptions options)
    {
        var environment = new Argument<string>("environment") { Description = "Name of the environment." };
        var what = new Argument<string>("resource") { Description = "A resource, or the id of an activity." };
        var run = new Option<string?>("--run") { Description = "Id of the run (default: the current one, else the last)." };
        var format = new Option<string>("--format") { Description = "text (as the tool printed it), json, or binary (what was applied).", DefaultValueFactory = _ => Text };
        format.AcceptOnlyFromAmong(Text, "json", "binary");
        var output = PrivateDownload.Option("ACTIVITY.plan.txt, .json or .plan");
        var command = new Command("download", "Write a plan that was made into a new file that only its owner reads: it holds secrets.") { environment, what, run, format, output };
        return command.Runs(host, options, async (invocation, cancellation) =>
        {
            var target = new RunTarget(invocation.Project, invocation.GetRequired(environment), invocation.Get(run) ?? "");
            var activity = await FindAsync(invocation, target, invocation.GetRequired(what), cancellation);
            var kind = invocation.GetRequired(format);
            using var response = await invocation.Api.OpenAsync(ApiPaths.Plan(target.Project, target.Environment, activity.Metadata.Name, activity.Metadata.Run, kind), cancellation);
            var ending = kind switch { Text => "plan.txt", "json" => "plan.json", _ => "plan" };
            await PrivateDownload.SaveAsync(invocation, response, invocation.Get(output), $"{activity.Metadata.Name}.{ending}", cancellation);
            return ExitCodes.Ok;
        });
    }

    // Of a resource, the activity that planned: where phases are apart, that is another one than the one that applied.
    private static async Task<ActivityDocument> FindAsync(Invocation invocation, RunTarget target, string what, CancellationToken cancellation)
    {
        var all = await ActivityList.ReadAsync(invocation.Api, target, cancellation);
        var ofResource = all.Where(activity => activity.Spec is { Kind: WorkerKind.OpenTofu } && activity.Spec.Resource == what).ToList();
        return all.FirstOrDefault(activity => activity.Metadata.Name == what)
            ?? ofResource.LastOrDefault(activity => activity.Status.Plan is not null)
            ?? ofResource.FirstOrDefault()
            ?? throw new CliException(
                ExitCodes.Failed,
                $"The run of Environment/{target.Environment} has no activity '{what}', and none that makes a resource of that name by OpenTofu. Activities: {string.Join(", ", all.Select(activity => activity.Metadata.Name))}.");
    }
}
