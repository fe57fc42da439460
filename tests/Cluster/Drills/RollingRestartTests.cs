using System.Diagnostics;
using System.Net;

namespace Actors.Cluster.Drills;

/// <summary>Three silos are restarted one after the other under load: no activity fails or runs twice, and whoever calls the API is at worst told to try again.</summary>
public sealed class RollingRestartTests
{
    private const string Agents = "a b";
    private const string List = "/apis/eaas.envmgmt.io/v1/projects/default/environments";
    private const string Write = "/apis/gitops.k8smgmt.io/v3/projects/default/agents";
    private const string Document = """{"apiVersion":"gitops.k8smgmt.io/v3","kind":"Agent","metadata":{"name":"b"},"spec":{"type":"Docker","active":true,"config":{"environment":{"numWorkers":10}}}}""";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private static readonly HttpStatusCode[] Retryable = [HttpStatusCode.ServiceUnavailable, HttpStatusCode.GatewayTimeout, HttpStatusCode.TooManyRequests];

    [Fact]
    public Task Restart_AllSilosUnderLoad_NothingFailsOrRunsTwice() => Drill.RunAsync("rolling restart under load, a silo's stop", Limit, async times =>
    {
        using var ledger = new Ledger();
        await using var cluster = await SiloCluster.StartAsync(3, Agents.Split(' '));
        var clients = cluster.Silos.Select(silo => new Client(silo)).ToList();
        string[] rows = ["r1", "r2", "r3", "r4", "r5", "r6"];
        string[] environments = ["first", "second"];
        var documents = Documents.Agent("a") + Documents.Agent("b");
        foreach (var environment in environments)
        {
            documents += string.Concat(rows.Select(row => ledger.Resource($"{environment}-{row}", seconds: 4)))
                + Documents.Of(environment, Agents, [.. rows.Select((row, i) => i < 2 ? $"{environment}-{row}" : $"{environment}-{row}: {environment}-{rows[i - 2]}")]);
        }

        await clients[0].ApplyAsync(documents);
        foreach (var environment in environments)
        {
            await clients[0].AskAsync("deploy", environment);
        }

        await ledger.StartedAsync(() => cluster.Tail, [.. environments.Select(environment => $"{environment}-r1")]);

        using var over = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var calling = clients.Select(client => CallAsync(client, over.Token)).ToList();
        foreach (var silo in cluster.Silos)
        {
            var since = Stopwatch.StartNew();
            await silo.StopAsync();
            times.Add(since.Elapsed, () => cluster.Tail);
            await silo.StartAgainAsync();
        }

        foreach (var environment in environments)
        {
            await clients[0].EndsAsync(environment, "Deployed");
            ledger.RanOnce(await clients[0].ActivitiesAsync(environment), () => cluster.Tail);
        }

        await over.CancelAsync();
        var answers = (await Task.WhenAll(calling)).SelectMany(seen => seen).Distinct().ToList();
        Assert.Contains(HttpStatusCode.OK, answers);
        Assert.All(answers.Where(status => status != HttpStatusCode.OK), status => Assert.Contains(status, Retryable));
        await cluster.NothingIsLeftAsync();
        clients.ForEach(client => client.Dispose());
    });

    /// <summary>Lists environments and stores what is stored already, again and again. A connection that is refused or lost may be tried again; so may what the silo says can.</summary>
    private static async Task<HashSet<HttpStatusCode>> CallAsync(Client client, CancellationToken over)
    {
        var seen = new HashSet<HttpStatusCode>();
        while (!over.IsCancellationRequested)
        {
            try
            {
                seen.Add((await client.SendAsync(HttpMethod.Get, List)).Status);
                seen.Add((await client.SendAsync(HttpMethod.Post, Write, Document)).Status);
            }
            catch (HttpRequestException)
            {
                // The silo is away.
            }

            await Task.WhenAny(Task.Delay(TimeSpan.FromMilliseconds(100), over));
        }

        return seen;
    }
}
