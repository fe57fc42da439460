using Actors.Cli.Hosting;

namespace Actors.Cli.Clusters;

/// <summary>Gives each silo its name and ports. They stay the same as long as the cluster is up, so that a silo that is started again replaces its predecessor.</summary>
internal static class ClusterPlan
{
    /// <summary>Ports of a silo lie in one block.</summary>
    private const int Block = 10;

    private const int LastPort = 65535;
    private const int SiloOffset = 2;
    private const int WorkerOffset = 1;

    /// <summary>Plans a cluster.</summary>
    /// <param name="count">How many silos.</param>
    /// <param name="first">Port of the first silo's API, when it is free.</param>
    /// <param name="settings">What they have in common.</param>
    /// <param name="isFree">Whether a port can be listened on.</param>
    /// <returns>The silos.</returns>
    /// <exception cref="CliException">There are not enough free ports.</exception>
    public static IReadOnlyList<SiloPlan> Of(int count, int first, ClusterSettings settings, Func<int, bool> isFree)
    {
        var plans = new List<SiloPlan>();
        var worker = 0;
        for (var port = first; plans.Count < count; port += Block)
        {
            if (port + Block > LastPort)
            {
                throw new CliException(ExitCodes.Failed, $"There are not enough free ports from {first} on for {count} silos: each needs some of a block of {Block}. Choose others by --port.");
            }

            // The worker endpoints are those of the first block: all silos answer there.
            int[] needed = plans.Count == 0 ? [port, port + WorkerOffset, port + SiloOffset] : [port, port + SiloOffset];
            if (needed.All(isFree))
            {
                worker = plans.Count == 0 ? port + WorkerOffset : worker;
                plans.Add(Plan($"silo-{plans.Count + 1}", port, worker, settings));
            }
        }

        return plans;
    }

    private static SiloPlan Plan(string name, int port, int worker, ClusterSettings settings) => new()
    {
        Name = name,
        Api = new($"http://127.0.0.1:{port}"),
        Arguments =
        [
            "--data", settings.Folder, "--Actors:SiloName", name, "--Actors:Roles", "controller,agent", "--Actors:Urls", $"http://127.0.0.1:{port}",
            "--Actors:WorkerListen", $"http://127.0.0.1:{worker}", "--Actors:ShareWorkerPort", "true", "--Actors:SiloAddress", "127.0.0.1",
            "--Actors:SiloPort", $"{port + SiloOffset}",
            .. settings.Agents.SelectMany(agent => (string[])[$"--Actors:Agents:{agent}:Project", settings.Project, $"--Actors:Agents:{agent}:StopWorkersOnShutdown", "true"]),
        ],
        // Not among the arguments, which every user of the machine can read.
        Environment = settings.Database is { } database ? new Dictionary<string, string> { ["Actors__Database"] = database } : [],
    };
}
