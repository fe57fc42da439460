using System.Security.Cryptography;
using Actors.Contracts.Activities;
using Actors.Testing;

namespace Actors.Cluster.Deployments;

/// <summary>deploy/kubernetes, on a real cluster: each with a namespace of its own, and the agent inside of the cluster that it drives.</summary>
public sealed class KubernetesTests
{
    private const string Workers = "actors.installation";

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);

    [Fact]
    public async Task AllInOne_Applied_RunsTheQuickstartWithPodsOfTheRightSizes()
    {
        await NeededAsync(WorkerKind.Git, WorkerKind.Function);
        await using var place = new KubernetesNamespace();
        await place.ApplyAsync("all-in-one", "all-in-one");
        await place.ReadyAsync("statefulset/actors");
        var address = Assert.Single(await place.AddressesAsync("actors.role/controller"));
        await place.PodsReachEachOtherAsync($"http://{address}:8080/healthz");
        var token = (await place.MustAsync("exec", "actors-0", "--", "cat", "/data/admin.token")).Trim();
        await using var repository = await GitServer.StartAsync(SourceTree.Sample("quickstart/repo"), $"http://{DockerEngine.BridgeAddress}:{FreePorts.Take()}");
        using var actors = new Remote($"http://{address}:8080", token, () => Tell(place));
        await actors.MustAsync("apply", SourceTree.Sample("quickstart/agent.yaml"));
        await actors.ApplyQuickstartAsync(repository.Address);

        var seen = await WatchedAsync(place, actors.RunAsync("deploy", "quickstart", "--wait", "--timeout", "110s"));

        Assert.Equal("Deployed", await actors.StateAsync("quickstart"));
        Assert.Contains("quickstart", await place.MustAsync("exec", "actors-0", "--", "actors", "get", "environments", "--token-file", "/data/admin.token"), StringComparison.Ordinal);
        Assert.Equal(["100m 256Mi", "250m 512Mi"], seen.Select(pod => pod["spec"]!["containers"]![0]!["resources"]!["requests"]!).Select(size => $"{size["cpu"]} {size["memory"]}").Distinct().Order());
        Assert.All(seen, pod => Assert.DoesNotContain(token, pod.ToJsonString(), StringComparison.Ordinal));
        await actors.MustAsync("destroy", "quickstart", "--wait", "--timeout", "110s");
        await Eventually.TrueAsync(async () => (await place.PodsAsync(Workers)).Count == 0, "no worker is left", () => Tell(place));
    }

    [Fact]
    public async Task ControllerAndAgent_InNamespacesOfTheirOwn_RunAnEnvironmentAndTheControllerLosesAPod()
    {
        await NeededAsync(WorkerKind.Function);
        await DockerEngine.ImagesAsync(Images.PostgreSql);
        await using var home = new KubernetesNamespace();
        await using var away = new KubernetesNamespace();
        await home.CreateAsync();
        var (password, admin, metrics, key) = (Secret(), Secret(), Secret(), Secret());
        await home.SecretAsync("database", ("password", password));
        await home.ApplyTextAsync(await File.ReadAllTextAsync(Path.Combine(SourceTree.Root, "tests/Cluster/Deployments/overlays/postgresql.yaml"), TestContext.Current.CancellationToken));
        await home.MustAsync("wait", "--for=condition=Ready", "pod/database", "--timeout=100s");
        var database = Assert.Single(await home.AddressesAsync("app.kubernetes.io/name=database"));
        await home.SecretAsync(
            "actors-controller", ("database", $"Host={database};Database=actors;Username=actors;Password={password}"), ("admin.token", admin), ("metrics.token", metrics), ("secrets.key", key));
        using var folder = new TempFolder();
        await SiloCertificates.MakeAsync(folder);
        await home.SecretAsync("actors-silo", [.. new[] { "tls.crt", "tls.key", "ca.crt" }.Select(name => (name, File.ReadAllText(folder.File(name))))]);
        await home.ApplyAsync("controller", "slow-stop");
        await home.ReadyAsync("deployment/actors-controller");
        var addresses = await home.AddressesAsync("actors.role/controller");
        Assert.Equal(2, addresses.Count);
        await home.PodsReachEachOtherAsync($"http://{addresses[0]}:8080/healthz");

        // Both have the metrics' token.
        foreach (var address in addresses)
        {
            Assert.Contains("orleans_", await ScrapeAsync(address, metrics), StringComparison.Ordinal);
        }

        // Without names and services in this cluster, the agent calls one of the two, and its workers the other.
        using var actors = new Remote($"http://{addresses[0]}:8080", admin, () => Tell(home) + Tell(away));
        using var other = new Remote($"http://{addresses[1]}:8080", admin, () => Tell(home));
        await actors.ApplyAsync(Documents.Agent("east") + Documents.Resource("first", "echo '{}' >\"$ACTORS_OUTPUT\"") + Documents.Resource("second", "echo '{}' >\"$ACTORS_OUTPUT\"")
            + Documents.Of("apart", "east", "first", "second: first"));
        var printed = await actors.MustAsync("create", "token", "--agent", "east", "-o", "kubernetes", "--worker-url", $"http://{addresses[1]}:8081", "--namespace", away.Name);
        await away.ApplyTextAsync(printed);
        await away.ReadyAsync("deployment/actors-agent");
        var seen = await WatchedAsync(away, other.RunAsync("deploy", "apart", "--wait", "--timeout", "110s"));

        Assert.Equal("Deployed", await actors.StateAsync("apart"));
        Assert.NotEmpty(seen);
        Assert.Empty(await home.PodsAsync(Workers));
        Assert.Contains("maxUnavailable: 1", await home.MustAsync("get", "poddisruptionbudgets", "-o", "yaml"), StringComparison.Ordinal);
        Assert.All(await home.PodsAsync("actors.role/controller"), pod => Assert.DoesNotContain("serviceaccount", pod.ToJsonString(), StringComparison.Ordinal));

        // A pod that is taken away has a successor, and the environment is what it was.
        var lost = (await home.PodsAsync("actors.role/controller")).Single(pod => pod["status"]!["podIP"]!.GetValue<string>() == addresses[1]);
        Assert.Contains($"\"{addresses[1]}\"", await home.MustAsync("get", "endpoints", "actors", "-o", "json"), StringComparison.Ordinal);
        await home.MustAsync("delete", "pod", lost["metadata"]!["name"]!.GetValue<string>(), "--wait=false");

        // It serves until whoever sends it calls has had the time to hear that it ends.
        await Eventually.TrueAsync(async () => !(await home.MustAsync("get", "endpoints", "actors", "-o", "json")).Contains($"\"{addresses[1]}\"", StringComparison.Ordinal), "the pod is no endpoint", () => Tell(home));
        Assert.Equal("ok", await ReadinessAsync(addresses[1]));
        Assert.Equal("Deployed", await actors.StateAsync("apart"));
        await home.ReadyAsync("deployment/actors-controller");
        Assert.Equal("Deployed", await actors.StateAsync("apart"));
    }

    [Fact]
    public async Task Overlays_OfThisVersion_AreWhatCreateTokenFillsIn()
    {
        KubernetesEngine.NeedsKubectl();
        using var folder = new TempFolder();
        var rendered = await Child.RunAsync(folder.Path, "kubectl", ["kustomize", Path.Combine(SourceTree.Root, "deploy/kubernetes/overlays/agent")]);

        Assert.True(rendered.Code == 0, rendered.ToString());
        Assert.True(
            rendered.Output == await File.ReadAllTextAsync(Path.Combine(SourceTree.Root, "src/Cli/Agents/Printed/kubernetes.yaml"), TestContext.Current.CancellationToken),
            "The overlay has changed: run deploy/kubernetes/render.");
    }

    private static async Task NeededAsync(params WorkerKind[] kinds)
    {
        KubernetesEngine.Needed();
        await DockerEngine.NeededAsync(kinds); // The cluster of the tests has the images of the engine beside it.
        await DockerEngine.ImagesAsync(Images.Silo);
    }

    private static async Task<string> ScrapeAsync(string address, string token)
    {
        using var http = new HttpClient { BaseAddress = new($"http://{address}:8080") };
        http.DefaultRequestHeaders.Authorization = new("Bearer", token);
        return await http.GetStringAsync(new Uri("/metrics", UriKind.Relative), TestContext.Current.CancellationToken);
    }

    private static async Task<string> ReadinessAsync(string address)
    {
        using var http = new HttpClient();
        return await http.GetStringAsync(new Uri($"http://{address}:8080/readyz"), TestContext.Current.CancellationToken);
    }

    private static string Secret() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));

    private static string Tell(KubernetesNamespace place) => place.TellAsync().GetAwaiter().GetResult();

    /// <summary>The workers that were there while a command ran.</summary>
    private static async Task<IReadOnlyCollection<JsonNode>> WatchedAsync(KubernetesNamespace place, Task<Ran> command)
    {
        var seen = new Dictionary<string, JsonNode>();
        while (!command.IsCompleted)
        {
            foreach (var pod in await place.PodsAsync(Workers))
            {
                seen[pod["metadata"]!["uid"]!.GetValue<string>()] = pod;
            }

            // Asking without a pause would take the machine from those who are to do the work.
            await Task.WhenAny(command, Task.Delay(Pause, TestContext.Current.CancellationToken));
        }

        await command;
        return seen.Values;
    }
}
