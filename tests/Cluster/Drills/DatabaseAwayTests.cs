using System.Diagnostics;
using Actors.Conformance.Storage.PostgreSql;

namespace Actors.Cluster.Drills;

/// <summary>The database of two silos is away for 60 s: nothing is lost, nothing expires, and work goes on when it is back.</summary>
public sealed class DatabaseAwayTests
{
    private const string Agents = "a b";
    private static readonly TimeSpan Away = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    [Fact]
    public Task Stop_Database_NothingIsLostOrExpiresAndWorkGoesOn() => Drill.RunAsync("database away 60 s, until runs go on", Limit, async times =>
    {
        await using var server = await PostgreSqlServer.StartAsync();
        await using var database = await server.CreateDatabaseAsync();
        using var ledger = new Ledger();
        await using var cluster = await SiloCluster.StartAsync(2, Agents.Split(' '), "--Actors:Database", database.ConnectionString);
        using var client = new Client(cluster.Silos[0]);
        string[] names = ["one", "two", "three", "short"];
        await client.ApplyAsync(Documents.Agent("a") + Documents.Agent("b") + string.Concat(names.Select(name => ledger.Resource(name)))
            + ledger.Resource("after", seconds: 1) + Documents.Of("env", Agents, [.. names, "after: short"]));
        await client.AskAsync("deploy", "env");
        await ledger.StartedAsync(() => cluster.Tail, names);

        await server.StopAsync("immediate");
        // Ends while nothing can be stored.
        ledger.LetGo("short");
        await Task.Delay(Away, TestContext.Current.CancellationToken);
        await server.StartAgainAsync();
        var since = Stopwatch.StartNew();
        await times.UntilAsync(since, () => Task.FromResult(ledger.Starts("after") == 1), "the run goes on", () => cluster.Tail);

        ledger.LetGo(names);
        await client.EndsAsync("env", "Deployed");
        ledger.RanOnce(await client.ActivitiesAsync("env"), () => cluster.Tail);
        await cluster.NothingIsLeftAsync();
    });
}
