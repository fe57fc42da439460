using System.Diagnostics;

namespace Actors.Cluster.Drills;

/// <summary>A silo of three stands still for 40 s: the others carry on, and when it wakes nothing that it does is accepted.</summary>
[Collection(nameof(Measured))]
public sealed class SiloHangsTests
{
    private const int Stop = 19;
    private const int Continue = 18;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(25);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(40);

    [Fact]
    public Task Stop_SiloOfAnAgent_OthersCarryOnAndItChangesNothingWhenItWakes() => Drill.RunAsync("silo SIGSTOP 40 s", Limit, async times =>
    {
        using var ledger = new Ledger();
        var (cluster, balancer) = await SiloCluster.StartBalancedAsync(3, FourWaiting.Agents);
        await using var ending = cluster;
        await using var balancing = balancer;
        await FourWaiting.DeployAsync(cluster, ledger);

        var victim = cluster.HostOf("a");
        using var client = new Client(cluster.Other(victim));
        var before = await client.AgentAsync("a");
        var since = Stopwatch.StartNew();
        Child.Signal(victim.Pid, Stop);
        ledger.LetGo(FourWaiting.Names[0]);
        try
        {
            // Its agent polls elsewhere, and the run goes on: results are accepted, dependants are released and run.
            await times.UntilAsync(
                since,
                async () => ledger.Starts(FourWaiting.Follower) > 0 && (await client.TryAgentAsync("a")) is { IsOnline: true } agent && agent.Epoch > before.Epoch,
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
        await FourWaiting.EndsAsync(client, cluster, ledger);
        await victim.StartAgainAsync();
        await cluster.NothingIsLeftAsync();
    });
}
