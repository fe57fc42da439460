namespace Actors.Cluster.Restarts;

/// <summary>Silos and workers that are killed or stopped while functions wait for the test.</summary>
public sealed class RestartTests
{
    private const int CtrlC = 2;

    [Fact]
    public async Task KilledSiloAndWorker_AfterTheStart_RunTheLostActivityAgain()
    {
        using var folder = new TempFolder();
        await using var silo = await SiloProcess.StartAsync();
        using var client = new Client(silo);
        await client.ApplyAsync(Documents.Agent() + Documents.Resource("lost", Waiting(folder, "lost")) + Documents.Of("lost", "local", "lost"));
        await client.AskAsync("deploy", "lost");
        await Eventually.TrueAsync(() => File.Exists(folder.File("lost")), "the function runs", () => silo.Tail);

        await silo.KillAsync();
        foreach (var worker in WorkerProcesses.Of(silo.WorkerFolder))
        {
            Child.Signal(worker, 9);
        }

        await Eventually.TrueAsync(() => WorkerProcesses.Of(silo.WorkerFolder).Count == 0, "the worker is dead");
        folder.Write("go", "");
        await silo.StartAgainAsync();

        await client.EndsAsync("lost", "Deployed");
        Assert.Equal(2, File.ReadAllLines(folder.File("lost")).Length);
        Assert.Equal(2, (await client.ActivitiesAsync("lost")).Single()["status"]!["attempt"]!.GetValue<int>());
    }

    [Fact]
    public async Task StoppedSilo_StopsItsWorkersAndTheNextStartGoesOn()
    {
        using var folder = new TempFolder();
        await using var silo = await SiloProcess.StartAsync("--Actors:Agents:local:StopWorkersOnShutdown", "true");
        using var client = new Client(silo);
        await client.ApplyAsync(Documents.Agent()
            + Documents.Resource("first", "echo first >>" + folder.File("ledger"))
            + Documents.Resource("second", Waiting(folder, "second"))
            + Documents.Of("stopped", "local", "first", "second: first"));
        await client.AskAsync("deploy", "stopped");
        await Eventually.TrueAsync(() => File.Exists(folder.File("second")), "the function runs", () => silo.Tail);

        await silo.StopAsync(CtrlC);

        Assert.Empty(WorkerProcesses.Of(silo.WorkerFolder));

        folder.Write("go", "");
        await silo.StartAgainAsync();
        await client.EndsAsync("stopped", "Deployed");
        Assert.Equal(["first"], File.ReadAllLines(folder.File("ledger")));
        Assert.Equal(2, File.ReadAllLines(folder.File("second")).Length);
    }

    /// <summary>A function that says that it runs, and waits for the file <c>go</c>.</summary>
    private static string Waiting(TempFolder folder, string name) =>
        $"echo started >>{folder.File(name)}\nuntil [ -e {folder.File("go")} ]; do sleep 0.1; done";
}
