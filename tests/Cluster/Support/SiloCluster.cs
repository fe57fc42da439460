using System.Text.RegularExpressions;

namespace Actors.Cluster.Support;

/// <summary>Silos on this machine that form one cluster on one data folder: each has both roles and configures the same agents, and their workers reach all of them at one port.</summary>
internal sealed partial class SiloCluster : IAsyncDisposable
{
    private readonly List<SiloProcess> _silos = [];

    public IReadOnlyList<SiloProcess> Silos => _silos;

    /// <summary>The end of what each silo has written, for messages.</summary>
    public string Tail => string.Join(Environment.NewLine, _silos.Select((silo, index) => $"--- silo {index + 1}{Environment.NewLine}{silo.Tail}"));

    public static Task<SiloCluster> StartAsync(int count, IReadOnlyList<string> agents, params string[] arguments) => StartAsync(count, agents, shared: true, arguments);

    private static async Task<SiloCluster> StartAsync(int count, IReadOnlyList<string> agents, bool shared, string[] arguments)
    {
        var cluster = new SiloCluster();
        try
        {
            string[] all = [.. agents.SelectMany(agent => new[] { $"--Actors:Agents:{agent}:Runtime", "process" }), .. arguments, .. shared ? (string[])["--Actors:ShareWorkerPort", "true"] : []];
            // The first one makes the folder; the others find it.
            var first = await SiloProcess.StartExactlyAsync(all);
            cluster._silos.Add(first);
            await Task.WhenAll(Enumerable.Range(1, count - 1).Select(async _ =>
            {
                var silo = await SiloProcess.StartExactlyAsync(all, beside: first, shareWorkers: shared);
                lock (cluster._silos)
                {
                    cluster._silos.Add(silo);
                }
            }));
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>The same, with a balancer before the workers' ports, as a service of Kubernetes is: it gives each connection to a silo that says that it is ready.</summary>
    public static async Task<(SiloCluster Cluster, Wire Balancer)> StartBalancedAsync(int count, IReadOnlyList<string> agents)
    {
        SiloCluster? cluster = null;
        var turn = 0;
        var balancer = new Wire(async () =>
        {
            while (true)
            {
                var silo = cluster!.Silos[(int)((uint)Interlocked.Increment(ref turn) % (uint)cluster.Silos.Count)];
                if (await silo.IsReadyAsync())
                {
                    return silo.Workers;
                }
            }
        });
        string[] urls = [.. agents.SelectMany(agent => new[] { $"--Actors:Agents:{agent}:WorkerUrl", balancer.Address.ToString() })];
        try
        {
            cluster = await StartAsync(count, agents, shared: false, [.. urls, "--Actors:AllowedHosts", "127.0.0.1"]);
            return (cluster, balancer);
        }
        catch
        {
            await balancer.DisposeAsync();
            throw;
        }
    }

    /// <summary>The silo on which an agent registered last.</summary>
    public SiloProcess HostOf(string agent) => _silos.MaxBy(silo => LatestEpoch(silo, agent))!;

    /// <summary>Any silo but that one.</summary>
    public SiloProcess Other(SiloProcess silo) => _silos.First(other => other != silo);

    public Task NothingIsLeftAsync() => _silos[0].NothingIsLeftAsync();

    public async ValueTask DisposeAsync()
    {
        // The first one last: the others are on its folder, and it ends whatever is left there.
        foreach (var silo in Enumerable.Reverse(_silos))
        {
            await silo.DisposeAsync();
        }
    }

    private static long LatestEpoch(SiloProcess silo, string agent) => Registered().Matches(silo.Printed)
        .Where(match => match.Groups["agent"].Value.EndsWith($"/{agent}", StringComparison.Ordinal))
        .Select(match => long.Parse(match.Groups["epoch"].ValueSpan, System.Globalization.CultureInfo.InvariantCulture)).LastOrDefault();

    [GeneratedRegex(@"Agent (?<agent>\S+) is registered: epoch (?<epoch>\d+)")]
    private static partial Regex Registered();
}
