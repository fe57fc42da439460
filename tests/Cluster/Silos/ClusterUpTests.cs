namespace Actors.Cluster.Silos;

/// <summary>A cluster on one machine by one command.</summary>
public sealed class ClusterUpTests
{
    private const int Sigint = 2;
    private const int Sigkill = 9;
    private const int Sigterm = 15;

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

    [Fact]
    public async Task ClusterUp_OnTheFolderOfAnother_IsRefusedAlsoWhenOnlyItsSilosAreLeft()
    {
        using var folder = new TempFolder();
        await using var cluster = new ClusterProcess(1);
        await cluster.UpAsync();
        var silo = cluster.PidOf("silo-1");
        var file = Path.Combine(cluster.Data, "silo-1.pid");

        var second = await UpAsync(folder, cluster.Data);
        cluster.Kill();
        await Eventually.TrueAsync(() => WorkerProcesses.Arguments(cluster.Pid).Length == 0, "the first command is gone");
        var third = await UpAsync(folder, cluster.Data);

        Assert.Equal((1, ""), (second.Code, second.Output));
        Assert.Contains($"Another 'cluster up' (pid {cluster.Pid}) runs on the data in {cluster.Data}.", second.Error, StringComparison.Ordinal);
        Assert.Equal((1, ""), (third.Code, third.Output));
        Assert.Contains($"still run on the data in {cluster.Data}: silo-1 (pid {silo}). End them by 'kill {silo}'", third.Error, StringComparison.Ordinal);
        Assert.Equal($"{silo}\n", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
        using (var client = cluster.ClientOf("silo-1"))
        {
            await client.ApplyAsync(Documents.Agent());
        }

        // The way out that was named.
        Child.Signal(silo, Sigterm);
        await Eventually.TrueAsync(() => WorkerProcesses.Arguments(silo).Length == 0, "the silo has ended");
        using var next = Child.Start(folder.Path, "dotnet", Arguments(cluster.Data));
        await Eventually.TrueAsync(() => File.Exists(file) && File.ReadAllText(file).TrimEnd() != $"{silo}", "the next one has started its silo", () => next.Error);
        Child.Signal(next.Pid, Sigint);
        // Interrupted before the silo could heed it.
        var ended = await next.ExitAsync();
        Assert.True(ended.Code == 0, ended.Output + ended.Error);
        Assert.Contains("Stopping silo-1 and its workers.", ended.Output, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(cluster.Data, "*.pid"));
    }

    private static Task<Ran> UpAsync(TempFolder folder, string data) => Child.RunAsync(folder.Path, "dotnet", Arguments(data));

    private static string[] Arguments(string data) => [SourceTree.Cli, "cluster", "up", "1", "--data", data, "--port", $"{Actors.Testing.FreePorts.Take()}"];

    private static string Waits(TempFolder folder, string name) =>
        $"echo run >>{folder.File(name)}\nuntil [ -e {folder.File(name + ".go")} ]; do sleep 0.1; done\necho '{{}}' >\"$ACTORS_OUTPUT\"";
}
