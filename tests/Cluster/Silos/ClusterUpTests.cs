namespace Actors.Cluster.Silos;

/// <summary>A cluster on one machine by one command.</summary>
public sealed class ClusterUpTests
{
    private const int Sigkill = 9;

    [Fact]
    public async Task ClusterUp_SiloOfTheAgentIsKilled_TheOthersGoOnItComesBackAndCtrlCLeavesNothing()
    {
        using var folder = new TempFolder();
        await using var cluster = new ClusterProcess(3, ["--restart"]);
        await cluster.UpAsync();
        using (var client = cluster.ClientOf("silo-3"))
        {
            await client.ApplyAsync(Documents.Agent() + Documents.Resource("slow", Waits(folder, "first")) + Documents.Resource("after", "echo '{}' >\"$ACTORS_OUTPUT\"")
                + Documents.Of("first", "local", "slow", "after: slow") + Documents.Resource("endless", Waits(folder, "second")) + Documents.Of("second", "local", "endless"));
            await client.AskAsync("deploy", "first");
            await client.ReachesAsync("first", "slow", "Running");
        }

        var host = cluster.HostOf("local");
        var (pid, api) = (cluster.PidOf(host), cluster.ApiOf(host));
        Assert.Equal($"{pid}", (await File.ReadAllTextAsync(Path.Combine(cluster.Data, $"{host}.pid"), TestContext.Current.CancellationToken)).Trim());
        Child.Signal(pid, Sigkill);
        folder.Write("first.go", "");

        using (var other = cluster.ClientOf(host == "silo-2" ? "silo-3" : "silo-2"))
        {
            await other.EndsAsync("first", "Deployed");
            Assert.Single(await File.ReadAllLinesAsync(folder.File("first"), TestContext.Current.CancellationToken));
            await cluster.WaitForAsync($"{host} (pid {pid}) has ended by signal 9. The other 2 go on.");
            await cluster.WaitForAsync($"{host}  pid ", times: 2);
            Assert.NotEqual(pid, cluster.PidOf(host));
            Assert.Equal(api, cluster.ApiOf(host));

            // Its predecessor's place in the cluster is its own.
            using var again = cluster.ClientOf(host);
            await again.AskAsync("deploy", "second");
            await other.ReachesAsync("second", "endless", "Running");
        }

        await cluster.InterruptAsync();
        Assert.Contains("The cluster has ended", cluster.Printed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ClusterUp_SiloThatCannotStart_SaysWhyAndLeavesNoOther()
    {
        using var folder = new TempFolder();
        var ran = await Child.RunAsync(
            folder.Path, "dotnet", [SourceTree.Cli, "cluster", "up", "2", "--data", folder.File("data"), "--port", $"{Actors.Testing.FreePorts.Take()}"],
            new Dictionary<string, string?> { ["Actors__Lease"] = "soon" });

        Assert.Equal(1, ran.Code);
        Assert.Contains("silo-1 | actors-silo: Actors:Lease is 'soon'", ran.Error, StringComparison.Ordinal);
        Assert.Contains("before it was ready", ran.Error, StringComparison.Ordinal);
        Assert.Empty(WorkerProcesses.Of(folder.Path));
    }

    private static string Waits(TempFolder folder, string name) =>
        $"echo run >>{folder.File(name)}\nuntil [ -e {folder.File(name + ".go")} ]; do sleep 0.1; done\necho '{{}}' >\"$ACTORS_OUTPUT\"";
}
