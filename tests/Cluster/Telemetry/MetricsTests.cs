using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace Actors.Cluster.Telemetry;

/// <summary>What Prometheus finds after a run.</summary>
public sealed partial class MetricsTests
{
    /// <summary>Nothing of the kind happens in this test, and a counter that was never counted is not shown.</summary>
    private const string NeverHere = "actors_agent_leaked_workers_total";

    [Fact]
    public async Task Metrics_AfterRuns_HaveEveryDocumentedNameAndSensibleValues()
    {
        await using var silo = await SiloProcess.StartAsync();
        using var client = new Client(silo);
        await client.ApplyAsync(Documents.Agent(workers: 3) + Documents.Resource("works", "echo fine") + Documents.Resource("fails", "exit 3")
            + Documents.Of("good", "local", "works") + Documents.Of("bad", "local", "works", "fails: works"));
        await client.AskAsync("deploy", "good");
        await client.EndsAsync("good", "Deployed");
        await client.AskAsync("deploy", "bad");
        await client.EndsAsync("bad", "DeployFailed");
        await silo.NothingIsLeftAsync();

        var token = (await File.ReadAllTextAsync(Path.Combine(silo.Data, "metrics.token"), TestContext.Current.CancellationToken)).Trim();
        using var scraper = new Client(silo, token);
        var (status, text) = await scraper.SendAsync(HttpMethod.Get, "/metrics");
        Assert.Equal(HttpStatusCode.OK, status);

        var page = await File.ReadAllTextAsync(Path.Combine(SourceTree.Root, "docs", "observability.md"), TestContext.Current.CancellationToken);
        var documented = Documented().Matches(page).Select(row => (Kind: row.Groups["kind"].Value, Name: row.Groups["name"].Value, Tags: row.Groups["tags"].Value)).ToList();
        Assert.True(documented.Count > 10, $"docs/observability.md has {documented.Count} metrics only.");
        foreach (var (kind, name, tags) in documented.Where(metric => metric.Name != NeverHere))
        {
            var samples = Samples(text, kind == "histogram" ? name + "_count" : name);
            Assert.True(samples.Count > 0, $"{name} is documented and not in /metrics:\n{text}");
            var known = Words().Matches(tags).Select(tag => tag.Groups[1].Value).ToHashSet();
            Assert.All(samples, sample => Assert.True(known.SetEquals(sample.Labels.Keys), $"{name} has {string.Join(", ", sample.Labels.Keys)}, its documentation {tags}."));
        }

        const string agent = "default/default/local";
        Assert.Equal(2, Value("actors_activity_attempts_total", ("agent", agent), ("kind", "Function"), ("reason", "succeeded")));
        Assert.Equal(1, Value("actors_activity_attempts_total", ("agent", agent), ("kind", "Function"), ("reason", "ExitCode")));
        Assert.Equal(3, Value("actors_activity_schedule_to_start_duration_seconds_count", ("agent", agent), ("kind", "Function")));
        Assert.Equal(1, Value("actors_runs_total", ("kind", "deploy"), ("outcome", "succeeded")));
        Assert.Equal(1, Value("actors_runs_total", ("kind", "deploy"), ("outcome", "failed")));
        Assert.Equal((3, 0, 0, 1), (Value("actors_agent_slot_limit", ("agent", agent)), Value("actors_agent_slot_usage", ("agent", agent)), Value("actors_queue_depth", ("agent", agent)), Value("actors_agent_online", ("agent", agent))));
        Assert.Equal(3, Value("actors_worker_start_duration_seconds_count", ("runtime", "process"), ("kind", "Function")));
        Assert.InRange(Value("actors_storage_state_writes_total", ("store", "sqlite"), ("outcome", "written")), 9, 1000);
        Assert.Contains("orleans_", text, StringComparison.Ordinal);
        Assert.Contains("dotnet_gc_", text, StringComparison.Ordinal);
        Assert.Contains("http_server_request_duration_seconds_bucket", text, StringComparison.Ordinal);

        double Value(string name, params (string, string)[] labels) =>
            Assert.Single(Samples(text, name), sample => labels.All(label => sample.Labels.GetValueOrDefault(label.Item1) == label.Item2)).Value;
    }

    // Labels that the exporter adds say which meter it is.
    private static List<(Dictionary<string, string> Labels, double Value)> Samples(string text, string name) =>
    [
        .. text.Split('\n').Where(line => line.StartsWith(name + "{", StringComparison.Ordinal)).Select(line => (
            Labels().Matches(line[..line.LastIndexOf('}')]).Where(label => !label.Groups[1].Value.StartsWith("otel_scope", StringComparison.Ordinal))
                .ToDictionary(label => label.Groups[1].Value, label => label.Groups[2].Value),
            double.Parse(line[(line.LastIndexOf('}') + 1)..].Trim().Split(' ')[0], CultureInfo.InvariantCulture))),
    ];

    [GeneratedRegex(@"^\| `actors[^`]*` \((?<kind>[a-z]+)\) \| `(?<name>[^`]+)` \| [^|]* \| (?<tags>[^|]*) \|", RegexOptions.Multiline)]
    private static partial Regex Documented();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Words();

    [GeneratedRegex("""([a-zA-Z_]+)="([^"]*)""")]
    private static partial Regex Labels();
}
