using System.Diagnostics;

namespace Actors.Cluster.Drills;

/// <summary>A silo of three stands still for 40 s: the others carry on, and when it wakes nothing that it does is accepted.</summary>
public sealed class SiloHangsTests
{
    private const int Stop = 19;
    private const int Continue = 18;
    private const string Agents = "a b";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(25);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(40);

    [Fact]
    public Task Stop_SiloOfAnAgent_OthersCarryOnAndItChangesNothingWhenItWakes() => Drill.RunAsync("silo SIGSTOP 40 s", Limit, async times =>
    {
        using var ledger = new Ledger();
        var (cluster, balancer) = await SiloCluster.StartBalancedAsync(3, Agents.Split(' '));
        await using var ending = cluster;
        await using var balancing = balancer;
        using var first = new Client(cluster.Silos[0]);
        string[] names = ["one", "two", "three", "four"];
        await first.ApplyAsync(Documents.Agent("a") + Documents.Agent("b") + string.Concat(names.Select(name => ledger.Resource(name)))
            + ledger.Resource("after", seconds: 1) + Documents.Of("env", Agents, [.. names, "after: one"]));
        await first.AskAsync("deploy", "env");
        await ledger.StartedAsync(() => cluster.Tail, names);

        var victim = cluster.HostOf("a");
        using var client = new Client(cluster.Other(victim));
        var before = await client.AgentAsync("a");
        var since = Stopwatch.StartNew();
        Child.Signal(victim.Pid, Stop);
        ledger.LetGo("one");
        try
        {
            // Its agent polls elsewhere, and the run goes on: results are accepted, dependants are released and run.
            await times.UntilAsync(
                since,
                async () => ledger.Starts("after") > 0 && (await client.TryAgentAsync("a")) is { IsOnline: true } agent && agent.Epoch > before.Epoch,
                "the others carry on", () => cluster.Tail);
            if (Pause - since.Elapsed is var left && left > TimeSpan.Zero)
            {
                await Task.Delay(left, TestContext.Current.CancellationToken);
            }
        }
        finally
        {
            Child.Signal(victim.Pid, Continue);
        }

        // It learns that the cluster holds it for dead, and ends.
        await victim.ExitAsync();
        ledger.LetGo(names);
        await client.EndsAsync("env", "Deployed");
        ledger.RanOnce(await client.ActivitiesAsync("env"), () => cluster.Tail);
        await victim.StartAgainAsync();
        await cluster.NothingIsLeftAsync();
    });
}
