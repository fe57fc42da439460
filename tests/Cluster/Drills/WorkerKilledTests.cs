using System.Diagnostics;

namespace Actors.Cluster.Drills;

/// <summary>A worker is killed, its agent lives: the reason is told and the next attempt is queued at once.</summary>
[Collection(nameof(Measured))]
public sealed class WorkerKilledTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    [Fact]
    public Task Kill_Worker_NextAttemptIsQueuedWithTheReason() => Drill.RunAsync("worker killed, agent alive", Limit, async times =>
    {
        using var ledger = new Ledger();
        await using var silo = await SiloProcess.StartAsync();
        using var client = new Client(silo);
        await client.ApplyAsync(Documents.Agent() + ledger.Resource("work") + Documents.Of("env", "local", "work"));
        await client.AskAsync("deploy", "env");
        await client.ReachesAsync("env", "work", "Running");
        await ledger.StartedAsync(() => silo.Tail, "work");

        var since = Stopwatch.StartNew();
        foreach (var pid in WorkerProcesses.Of(silo.WorkerFolder))
        {
            Child.Signal(pid, 9);
        }

        await times.UntilAsync(
            since,
            async () => (await client.ActivitiesAsync("env")).Single() is var activity
                && (activity["status"]!["attempt"]?.GetValue<int>() > 1 || (Client.State(activity) == "Queued" && activity["status"]!["reason"]?.GetValue<string>() == "WorkerLost")),
            "the next attempt is queued", () => silo.Tail);

        ledger.LetGo("work");
        await client.EndsAsync("env", "Deployed");
        ledger.Check(await client.ActivitiesAsync("env"), () => silo.Tail);
        await silo.NothingIsLeftAsync();
    });
}
