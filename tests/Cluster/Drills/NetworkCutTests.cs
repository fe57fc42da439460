using System.Diagnostics;

namespace Actors.Cluster.Drills;

/// <summary>The network between agents, workers and controller is cut for 45 s and healed: no activity fails, none runs twice.</summary>
public sealed class NetworkCutTests
{
    private static readonly TimeSpan Cut = TimeSpan.FromSeconds(45);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    [Fact]
    public Task Cut_AgentsAndWorkersFromTheController_NothingFailsOrRunsTwice() => Drill.RunAsync("network cut 45 s, until runs go on", Limit, async times =>
    {
        using var ledger = new Ledger();
        // The port of a wire is not the silo's own.
        await using var planes = await Planes.StartAsync("--Actors:AllowedHosts", "127.0.0.1");
        await using var api = new Wire(planes.Controller.Api);
        await using var workers = new Wire(planes.Controller.Workers);
        await planes.AddAgentAsync("east", api: api.Address, workers: workers.Address);
        await planes.AddAgentAsync("west", api: api.Address, workers: workers.Address);
        string[] names = ["one", "two", "three", "short"];
        await planes.Client.ApplyAsync(string.Concat(names.Select(name => ledger.Resource(name))) + ledger.Resource("after", seconds: 1)
            + Documents.Of("env", "east west", [.. names, "after: short"]));
        await planes.Client.AskAsync("deploy", "env");
        await ledger.StartedAsync(() => planes.Tail, names);

        api.Cut();
        workers.Cut();
        // Ends while nobody can be told.
        ledger.LetGo("short");
        await Task.Delay(Cut, TestContext.Current.CancellationToken);
        api.Heal();
        workers.Heal();
        var since = Stopwatch.StartNew();
        await times.UntilAsync(since, () => Task.FromResult(ledger.Starts("after") == 1), "the run goes on", () => planes.Tail);

        ledger.LetGo(names);
        await planes.Client.EndsAsync("env", "Deployed");
        ledger.RanOnce(await planes.Client.ActivitiesAsync("env"), () => planes.Tail);
    });
}
