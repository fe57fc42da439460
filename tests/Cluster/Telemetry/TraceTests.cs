using System.Net.Http.Headers;

namespace Actors.Cluster.Telemetry;

/// <summary>A deployment as a collector sees it, with controller and agent in silos of their own.</summary>
public sealed class TraceTests
{
    private const string Trace = "0af7651916cd43dd8448eb211c80319c";
    private const string Caller = "b7ad6b7169203331";
    private static readonly string[] Endless = ["Poll", "poll", "heartbeat", "EnsureRunning", "Touch", "healthz", "readyz", "/log"];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Deploy_OfACallerWithATrace_IsOneTraceOverControllerAndAgent_AndInTheLogs()
    {
        await using var collector = new OtlpReceiver();
        using var folder = new TempFolder();
        var environment = new Dictionary<string, string?>
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Address.ToString(), ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
            ["OTEL_BSP_SCHEDULE_DELAY"] = "200", ["OTEL_METRIC_EXPORT_INTERVAL"] = "500",
            ["Logging__LogLevel__Actors.Grains.Agents.WorkerSlotGrain"] = "Debug", ["Logging__Console__FormatterName"] = "json", ["Logging__Console__FormatterOptions__IncludeScopes"] = "true",
        };
        await using var controller = await SiloProcess.StartExactlyAsync(["--Actors:Roles", "controller"], environment);
        using var client = new Client(controller);
        await client.ApplyAsync(Documents.Agent("remote") + Documents.Resource("one", "echo one") + Documents.Resource("two", $"[ -e {folder.File("died")} ] || {{ touch {folder.File("died")}; kill -9 $PPID; }}")
            + Documents.Of("traced", "remote", "one", "two: one"));
        var token = folder.Write("token", await client.MustAsync("create", "token", "--agent", "remote"));
        await using var agent = await SiloProcess.StartExactlyAsync(
        [
            "--Actors:Roles", "agent", "--Actors:Controller", controller.Api.ToString(), "--Actors:Agents:remote:TokenFile", token,
            "--Actors:Agents:remote:WorkerUrl", controller.Workers.ToString(),
        ], environment);

        await DeployAsync(controller);
        await client.EndsAsync("traced", "Deployed");
        await Eventually.TrueAsync(() => Of("worker.remove").Count == 3 && Of("run").Count == 1 && Of("POST /agents/v1/exit").Count > 0, "all spans have come", Seen);

        Assert.Single(Of("run.start"));
        Assert.Equal((3, 3, 3, 3, 2), (Of("activity.schedule").Count, Of("activity.attempt").Count, Of("worker.start").Count, Of("worker.session").Count, Of("POST /workers/v1/result").Count));
        var spans = collector.Spans.Where(span => span.Trace == Trace).ToList();
        var ids = spans.Select(span => span.Id).Append(Caller).ToHashSet();
        Assert.All(spans, span => Assert.True(ids.Contains(span.Parent), $"{span} has a parent that nobody sent:\n{Seen()}"));
        Assert.All(Of("worker.start"), start => Assert.Contains(Of("activity.schedule"), lease => lease.Id == start.Parent && lease.Instance != start.Instance));
        Assert.All(Of("POST /workers/v1/result"), result => Assert.Contains(Of("activity.schedule"), lease => lease.Id == result.Parent));
        Assert.All(Of("POST /agents/v1/exit"), exit => Assert.Contains(Of("worker.exit"), report => report.Id == exit.Parent && report.Instance != exit.Instance));

        // The poll and whatever else comes again and again is not traced, and every trace begins with a request.
        Assert.DoesNotContain(collector.Spans, span => Endless.Any(word => span.Name.Contains(word, StringComparison.Ordinal)));
        Assert.All(collector.Spans.Where(span => span.Parent.Length == 0), root => Assert.Equal("Microsoft.AspNetCore", root.Source));
        await Eventually.TrueAsync(() => collector.Metrics > 2, "metrics are sent too");

        Assert.Contains(Logged(controller), line => Message(line).Contains("leased to default/default/remote", StringComparison.Ordinal) && line.ToJsonString().Contains($"\"TraceId\":\"{Trace}\"", StringComparison.Ordinal));
        Assert.Contains(Logged(agent), line => line["Scopes"]?.ToJsonString() is { } scopes && scopes.Contains($"\"TraceId\":\"{Trace}\"", StringComparison.Ordinal)
            && scopes.Contains("\"Agent\":\"default/default/remote\"", StringComparison.Ordinal) && scopes.Contains("one.task.run", StringComparison.Ordinal) && scopes.Contains("\"Attempt\":1", StringComparison.Ordinal));

        IReadOnlyList<SeenSpan> Of(string name) => [.. collector.Spans.Where(span => span.Trace == Trace && span.Name == name)];

        string Seen() => string.Join(Environment.NewLine, collector.Spans) + Environment.NewLine + controller.Tail + agent.Tail;
    }

    private static async Task DeployAsync(SiloProcess controller)
    {
        using var http = new HttpClient { BaseAddress = controller.Api };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/apis/eaas.envmgmt.io/v1/projects/default/environments/traced/deploy");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", controller.Token);
        request.Headers.Add("traceparent", $"00-{Trace}-{Caller}-01");
        using var answer = await http.SendAsync(request, Cancelled);
        Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode}{Environment.NewLine}{controller.Tail}");
    }

    private static IEnumerable<JsonNode> Logged(SiloProcess silo) =>
        silo.Printed.Split('\n').Select(line => line.Trim()).Where(line => line.StartsWith('{') && line.EndsWith('}')).Select(line => JsonNode.Parse(line)!);

    private static string Message(JsonNode line) => line["Message"]?.GetValue<string>() ?? "";
}
