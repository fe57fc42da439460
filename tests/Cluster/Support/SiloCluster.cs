using System.Text.RegularExpressions;

namespace Actors.Cluster.Support;

/// <summary>Silos on this machine that form one cluster on one data folder: each has both roles and configures the same agents, and their workers reach all of them at one port.</summary>
internal sealed partial class SiloCluster : IAsyncDisposable
{
    private readonly List<SiloProcess> _silos = [];

    public IReadOnlyList<SiloProcess> Silos => _silos;

    /// <summary>The end of what each silo has written, for messages.</summary>
    public string Tail => string.Join(Environment.NewLine, _silos.Select((silo, index) => $"--- silo {index + 1}{Environment.NewLine}{silo.Tail}"));

    public static async Task<SiloCluster> StartAsync(int count, IReadOnlyList<string> agents, params string[] arguments)
    {
        var cluster = new SiloCluster();
        try
        {
            string[] all = [.. agents.SelectMany(agent => new[] { $"--Actors:Agents:{agent}:Runtime", "process" }), "--Actors:ShareWorkerPort", "true", .. arguments];
            for (var i = 0; i < count; i++)
            {
                cluster._silos.Add(await SiloProcess.StartExactlyAsync(all, beside: cluster._silos.FirstOrDefault()));
            }

            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
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
