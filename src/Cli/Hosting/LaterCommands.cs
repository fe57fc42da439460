using System.CommandLine;

namespace Actors.Cli.Hosting;

/// <summary>Commands of the grammar that are not supported yet: they say so instead of being unknown.</summary>
internal static class LaterCommands
{
    /// <summary><c>plan ENV</c>.</summary>
    public static Command CreatePlan(CliHost host, GlobalOptions options)
    {
        var environment = new Argument<string>("environment") { Description = "Name of the environment." };
        return new Command("plan", "Not supported yet: show what a deploy would change.") { environment }.Runs(host, options, (invocation, _) =>
            throw NotYet($"A plan of Environment/{invocation.GetRequired(environment)}", "'actors graph' shows the activities that a deploy would run."));
    }

    private static CliException NotYet(string what, string wayOut) => new(ExitCodes.Failed, $"{what} is not supported yet. {wayOut}");
}
