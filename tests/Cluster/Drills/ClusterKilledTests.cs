using System.Diagnostics;

namespace Actors.Cluster.Drills;

/// <summary>All silos end without a word: runs go on soon after the restart, with the workers that lived on.</summary>
[Collection(nameof(Measured))]
public sealed class ClusterKilledTests
{
    private const string Agents = "a b";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    [Fact]
    public Task Kill_AllSilos_RunsGoOnAfterTheRestart() => Drill.RunAsync("whole cluster kill -9", Limit, async times =>
    {
        using var ledger = new Ledger();
        await using var cluster = await SiloCluster.StartAsync(3, Agents.Split(' '));
        using var client = new Client(cluster.Silos[0]);
        string[] names = ["one", "two", "three", "four"];
        await client.ApplyAsync(Documents.Agent("a") + Documents.Agent("b") + string.Concat(names.Select(name => ledger.Resource(name)))
            + ledger.Resource("after", seconds: 1) + Documents.Of("env", Agents, [.. names, "after: one"]));
        await client.AskAsync("deploy", "env");
        await ledger.StartedAsync(() => cluster.Tail, names);

        await Task.WhenAll(cluster.Silos.Select(silo => silo.KillAsync()));
        ledger.LetGo("one");
        var since = Stopwatch.StartNew();
        var starting = Task.WhenAll(cluster.Silos.Select(silo => silo.StartAgainAsync()));
        await times.UntilAsync(since, () => Task.FromResult(ledger.Starts("after") > 0), "the run goes on", () => cluster.Tail);
        await starting;

        ledger.LetGo(names);
        await client.EndsAsync("env", "Deployed");
        ledger.RanOnce(await client.ActivitiesAsync("env"), () => cluster.Tail);
        await cluster.NothingIsLeftAsync();
    });
}
