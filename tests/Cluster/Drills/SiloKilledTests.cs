using System.Diagnostics;

namespace Actors.Cluster.Drills;

/// <summary>A silo of three ends without a word: its agents poll elsewhere, what runs goes on, and nothing runs twice.</summary>
public sealed class SiloKilledTests
{
    private const string Agents = "a b";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    [Fact]
    public Task Kill_SiloOfAnAgent_ItPollsElsewhereAndNothingRunsTwice() => Drill.RunAsync("silo kill -9", Limit, async times =>
    {
        using var ledger = new Ledger();
        await using var cluster = await SiloCluster.StartAsync(3, Agents.Split(' '));
        using var first = new Client(cluster.Silos[0]);
        string[] names = ["one", "two", "three", "four"];
        await first.ApplyAsync(Documents.Agent("a") + Documents.Agent("b") + string.Concat(names.Select(name => ledger.Resource(name)))
            + ledger.Resource("after", seconds: 1) + Documents.Of("env", Agents, [.. names, "after: one"]));
        await first.AskAsync("deploy", "env");
        await ledger.StartedAsync(() => cluster.Tail, names);

        var victim = cluster.HostOf("a");
        using var client = new Client(cluster.Other(victim));
        var moved = Agents.Split(' ').Where(agent => cluster.HostOf(agent) == victim).ToList();
        var before = await Task.WhenAll(moved.Select(client.AgentAsync));
        var since = Stopwatch.StartNew();
        await victim.KillAsync();

        await times.UntilAsync(
            since,
            async () => (await Task.WhenAll(moved.Select(client.TryAgentAsync))).Zip(before).All(pair => pair.First is { IsOnline: true } now && now.Epoch > pair.Second.Epoch),
            "the agents of the killed silo poll elsewhere", () => cluster.Tail);

        ledger.LetGo(names);
        await client.EndsAsync("env", "Deployed");
        ledger.RanOnce(await client.ActivitiesAsync("env"), () => cluster.Tail);
        await cluster.NothingIsLeftAsync();
    });
}
