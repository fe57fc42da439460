using System.Diagnostics;

namespace Actors.Cluster.Drills;

/// <summary>A silo of three ends without a word: its agents poll elsewhere, what runs goes on, and nothing runs twice.</summary>
[Collection(nameof(Measured))]
public sealed class SiloKilledTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    [Fact]
    public Task Kill_SiloOfAnAgent_ItPollsElsewhereAndNothingRunsTwice() => Drill.RunAsync("silo kill -9", Limit, async times =>
    {
        using var ledger = new Ledger();
        await using var cluster = await SiloCluster.StartAsync(3, FourWaiting.Agents);
        await FourWaiting.DeployAsync(cluster, ledger);

        var victim = cluster.HostOf("a");
        using var client = new Client(cluster.Other(victim));
        var moved = FourWaiting.Agents.Where(agent => cluster.HostOf(agent) == victim).ToList();
        var before = await Task.WhenAll(moved.Select(client.AgentAsync));
        var since = Stopwatch.StartNew();
        await victim.KillAsync();

        await times.UntilAsync(
            since,
            async () => (await Task.WhenAll(moved.Select(client.TryAgentAsync))).Zip(before).All(pair => pair.First is { IsOnline: true } now && now.Epoch > pair.Second.Epoch),
            "the agents of the killed silo poll elsewhere", () => cluster.Tail);

        await FourWaiting.EndsAsync(client, cluster, ledger);
        await cluster.NothingIsLeftAsync();
    });
}
