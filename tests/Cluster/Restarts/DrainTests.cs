namespace Actors.Cluster.Restarts;

/// <summary>A silo that is asked to end takes no work, says that it is not ready, and leaves its workers to themselves.</summary>
public sealed class DrainTests
{
    private const int Sigterm = 15;

    [Fact]
    public async Task Sigterm_WorkerTakesItsTime_SiloIsNotReadyMeanwhileAndASecondOneEndsIt()
    {
        await using var silo = await SiloProcess.StartAsync("--Actors:Agents:local:StopWorkersOnShutdown", "true");
        using var client = new Client(silo);
        await client.ApplyAsync(Documents.Agent() + Documents.Resource("slow", "trap 'echo still here' TERM INT\nwhile :; do sleep 0.2; done") + Documents.Of("env", "local", "slow"));
        await client.AskAsync("deploy", "env");
        await client.ReachesAsync("env", "slow", "Running");

        Child.Signal(silo.Pid, Sigterm);
        await Eventually.TrueAsync(async () => await silo.ReadinessAsync() == "the silo is draining", "it says that it drains", () => silo.Tail);
        Child.Signal(silo.Pid, Sigterm);

        Assert.NotEqual(0, (await silo.ExitAsync()).Code);
    }

    [Fact]
    public async Task Sigterm_OneOfTwoSilos_ItsAgentMovesAndItsWorkersRunOn()
    {
        using var folder = new TempFolder();
        await using var cluster = await SiloCluster.StartAsync(2, ["local"]);
        using var first = new Client(cluster.Silos[0]);
        await first.ApplyAsync(Documents.Agent()
            + Documents.Resource("slow", $"echo run >>{folder.File("ledger")}\nuntil [ -e {folder.File("go")} ]; do sleep 0.1; done\necho '{{\"done\": true}}' >\"$ACTORS_OUTPUT\"")
            + Documents.Of("env", "local", "slow"));
        await first.AskAsync("deploy", "env");
        await first.ReachesAsync("env", "slow", "Running");
        var host = cluster.HostOf("local");
        using var client = new Client(cluster.Other(host));
        var before = await client.AgentAsync("local");

        await host.StopAsync();
        await Eventually.TrueAsync(async () => await client.TryAgentAsync("local") is { IsOnline: true, Held: 1 } agent && agent.Epoch > before.Epoch, "the agent lives on the other silo, with its worker", () => cluster.Tail);
        folder.Write("go", "");

        await client.EndsAsync("env", "Deployed");
        Assert.Equal(1, (await client.ActivitiesAsync("env")).Single()["status"]!["attempt"]!.GetValue<int>());
        Assert.Single(await File.ReadAllLinesAsync(folder.File("ledger"), TestContext.Current.CancellationToken));
    }
}
