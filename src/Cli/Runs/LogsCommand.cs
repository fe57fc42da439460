using System.CommandLine;
using Actors.Cli.Hosting;
using Actors.Cli.Output;
using Actors.Contracts.Api;

namespace Actors.Cli.Runs;

/// <summary><c>logs ENV [RESOURCE|ACTIVITY]</c>: prints what workers wrote.</summary>
internal static class LogsCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(CliHost host, GlobalOptions options)
    {
        var environment = new Argument<string>("environment") { Description = "Name of the environment." };
        var what = new Argument<string?>("resource") { Description = "A resource, or the id of an activity (default: all).", Arity = ArgumentArity.ZeroOrOne };
        var run = new Option<string?>("--run") { Description = "Id of the run (default: the current one, else the last)." };
        var attempt = new Option<int?>("--attempt") { Description = "Number of the attempt (default: the latest)." }.From(1);
        var follow = new Option<bool>("--follow", "-f") { Description = "Go on until the activities have ended, one after the other." };
        var command = new Command("logs", "Print the logs of an environment's activities.") { environment, what, run, attempt, follow };
        return command.Runs(host, options, async (invocation, cancellation) =>
        {
            var target = new RunTarget(invocation.Project, invocation.GetRequired(environment), invocation.Get(run) ?? "");
            var activities = await ChooseAsync(invocation, target, invocation.Get(what), cancellation);
            target = target with { Run = activities[0].Metadata.Run };
            foreach (var activity in activities)
            {
                if (activities.Count > 1)
                {
                    invocation.Printer.Line($"==> {activity.Metadata.Name} <==");
                }

                if (invocation.Get(follow))
                {
                    await new LogFollower(invocation, target, activity.Metadata.Name, invocation.Get(attempt)).PrintAsync(cancellation);
                }
                else
                {
                    await LogPrinter.PrintAsync(invocation, target, activity, invocation.Get(attempt), cancellation);
                }
            }

            return ExitCodes.Ok;
        });
    }

    private static async Task<IReadOnlyList<ActivityDocument>> ChooseAsync(
        Invocation invocation, RunTarget target, string? what, CancellationToken cancellation)
    {
        var all = await ActivityList.ReadAsync(invocation.Api, target, cancellation);
        if (all.Count == 0)
        {
            throw new CliException(ExitCodes.Failed, $"Environment/{target.Environment} has no activities. 'actors deploy {target.Environment}' starts some.");
        }

        var chosen = what is null ? all
            : all.FirstOrDefault(activity => activity.Metadata.Name == what) is { } one ? [one]
            : [.. all.Where(activity => activity.Spec.Resource == what)];
        return chosen.Count > 0 ? chosen : throw new CliException(
            ExitCodes.Failed,
            $"Environment/{target.Environment} has no resource or activity '{what}'. Activities: {string.Join(", ", all.Select(activity => activity.Metadata.Name))}.");
    }
}
