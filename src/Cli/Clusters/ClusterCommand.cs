using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Actors.Cli.Hosting;
using Actors.Templates.Kinds;

namespace Actors.Cli.Clusters;

/// <summary><c>cluster up N</c>: the one command that starts silos instead of speaking to them.</summary>
internal static class ClusterCommand
{
    private const int MostSilos = 16;
    private const int LastPort = 65000;

    /// <summary>Makes the command.</summary>
    public static Command Create(CliHost host, GlobalOptions options)
    {
        var count = new Argument<int>("silos") { Description = $"How many silos, 1 to {MostSilos}." };
        var data = new Option<string>("--data") { Description = "Folder that the silos share.", HelpName = "DIR", DefaultValueFactory = _ => "./.actors" };
        var database = new Option<string?>("--database")
        {
            Description = "PostgreSQL database (default: Actors__Database of the environment, else a SQLite file in the folder). A password is better kept in the variable: arguments can be read by other users.",
            HelpName = "CONNECTION",
        };
        var agents = new Option<string>("--agents") { Description = "Names of the agents, with commas between.", HelpName = "NAMES", DefaultValueFactory = _ => "local" };
        var port = new Option<int>("--port") { Description = "Port of the first silo's API; each silo has a block of ten ports.", DefaultValueFactory = _ => 8080 };
        var restart = new Option<bool>("--restart") { Description = "Start a silo again when it has ended by itself." };
        count.Validators.Add(result => Check(IsNumber(result.Tokens, MostSilos), $"The number of silos must be 1 to {MostSilos}.", result.AddError));
        port.Validators.Add(result => Check(result.Tokens.Count == 0 || IsNumber(result.Tokens, LastPort), $"--port must be 1 to {LastPort}.", result.AddError));
        agents.Validators.Add(result => Check(Names(result.GetValueOrDefault<string>()).GroupBy(name => name, StringComparer.OrdinalIgnoreCase).All(group => group.Count() == 1),
            "--agents has names that differ only in capitals. Settings do not tell them apart: give others.", result.AddError));
        agents.Validators.Add(result => Check(Names(result.GetValueOrDefault<string>()) is { Count: > 0 } names && names.All(AgentName.IsValid),
            $"--agents must be names with commas between. Each must have {AgentName.Rule}.", result.AddError));
        var up = new Command("up", "Start several silos on this machine, as one cluster, until Ctrl-C.") { count, data, database, agents, port, restart }.Runs(
            host, options, async (invocation, cancellation) =>
            {
                var settings = new ClusterSettings
                {
                    Folder = Path.GetFullPath(Path.Combine(host.WorkingDirectory, invocation.GetRequired(data))),
                    Database = invocation.Get(database),
                    Agents = Names(invocation.Get(agents)),
                    Project = invocation.Project,
                    Restart = invocation.Get(restart),
                };
                using var folder = ClusterFolder.Take(settings.Folder);
                var program = SiloProgram.Find();
                var plans = ClusterPlan.Of(invocation.GetRequired(count), invocation.GetRequired(port), settings, LoopbackPorts.IsFree);
                return await new ClusterRunner(host, settings, program, plans).RunAsync(cancellation);
            });
        return new Command("cluster", "Several silos on this machine.") { up };
    }

    private static IReadOnlyList<string> Names(string? text) =>
        [.. (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct(StringComparer.Ordinal)];

    private static bool IsNumber(IReadOnlyList<Token> tokens, int most) =>
        tokens is [var token] && int.TryParse(token.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most;

    private static void Check(bool right, string problem, Action<string> addError)
    {
        if (!right)
        {
            addError(problem);
        }
    }
}
