using System.Diagnostics;
using Actors.Contracts.Activities;
using Actors.Contracts.Runtimes;

namespace Actors.Cluster.Support;

/// <summary>A namespace of its own for a test, which goes with all that is in it.</summary>
internal sealed class KubernetesNamespace : IAsyncDisposable
{
    // Pods are given their time to end, and a busy node is late to tell that they have.
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(4);

    private readonly TempFolder _folder = new();

    public string Name { get; } = $"actors-test-{Guid.NewGuid().ToString("N")[..8]}";

    /// <summary>Makes it now; otherwise a manifest does.</summary>
    public Task CreateAsync() => KubernetesEngine.MustAsync("create", "namespace", Name);

    /// <summary>Runs kubectl in the namespace.</summary>
    public Task<string> MustAsync(params string[] words) => KubernetesEngine.MustAsync(["--namespace", Name, .. words]);

    /// <summary>Applies an overlay of <c>deploy/kubernetes</c> in this namespace, with the tests' components laid over it.</summary>
    public async Task ApplyAsync(string overlay, params string[] components)
    {
        // Disruption budgets are a beta in clusters before 1.21.
        var beta = !(await KubernetesEngine.MustAsync("api-versions")).Split('\n').Contains("policy/v1");
        var text = $"""
            apiVersion: kustomize.config.k8s.io/v1beta1
            kind: Kustomization
            namespace: {Name}
            resources: [{Relative($"deploy/kubernetes/overlays/{overlay}")}]
            components: [{string.Join(", ", components.Concat(beta ? ["policy-v1beta1"] : []).Select(name => Relative($"tests/Cluster/Deployments/overlays/{name}")))}]
            """;
        File.WriteAllText(_folder.File("kustomization.yaml"), text);
        await KubernetesEngine.MustAsync("apply", "-k", _folder.Path);
    }

    /// <summary>Applies manifests as they are.</summary>
    public Task<string> ApplyTextAsync(string yaml) => MustAsync("apply", "-f", _folder.Write("manifest.yaml", yaml));

    /// <summary>Makes a secret of its parts.</summary>
    public Task<string> SecretAsync(string name, params (string Key, string Value)[] parts) =>
        MustAsync(["create", "secret", "generic", name, .. parts.Select(part => $"--from-file={part.Key}={_folder.Write($"{name}-{part.Key}", part.Value)}")]);

    /// <summary>Waits until a workload is up; what is wrong with its pods is in the message.</summary>
    public async Task ReadyAsync(string workload)
    {
        var ran = await KubernetesEngine.RunAsync("--namespace", Name, "rollout", "status", workload, "--timeout=100s");
        Assert.True(ran.Code == 0, $"{ran}{(ran.Code == 0 ? "" : await TellAsync())}");
    }

    /// <summary>Addresses of the pods that have a label, which are ready.</summary>
    public async Task<IReadOnlyList<string>> AddressesAsync(string label) =>
        [.. (await PodsAsync(label)).Where(pod => pod["metadata"]!["deletionTimestamp"] is null).Select(pod => pod["status"]!["podIP"]!.GetValue<string>())];

    /// <summary>The pods that have a label.</summary>
    public async Task<IReadOnlyList<JsonNode>> PodsAsync(string label) =>
        [.. JsonNode.Parse(await MustAsync("get", "pods", "--selector", label, "-o", "json"))!["items"]!.AsArray().Select(pod => pod!)];

    /// <summary>Skips the test when the cluster's network does not let a pod call another, as where a firewall of the node is in between.</summary>
    public async Task PodsReachEachOtherAsync(string url)
    {
        var ran = await KubernetesEngine.RunAsync(
            "--namespace", Name, "run", "probe", "--image", WorkerImages.Default(WorkerKind.Function), "--restart=Never", "--rm", "--attach", "--quiet", "--pod-running-timeout=100s",
            "--command", "--", "curl", "--silent", "--show-error", "--max-time", "20", url);
        Assert.SkipUnless(ran.Code == 0, $"A pod of the cluster does not reach another one at {url} (a firewall of the node?): {ran}");
    }

    /// <summary>Events and logs, for messages.</summary>
    public async Task<string> TellAsync() => (await KubernetesEngine.RunAsync("--namespace", Name, "get", "pods,events", "-o", "wide")).Output
        + (await KubernetesEngine.RunAsync("--namespace", Name, "logs", "--selector", "app.kubernetes.io/part-of=actors", "--tail=40")).Output
        + (await KubernetesEngine.RunAsync("--namespace", Name, "logs", "--selector", "app.kubernetes.io/name", "--tail=40")).Output;

    public async ValueTask DisposeAsync()
    {
        using var folder = _folder;
        await KubernetesEngine.MustAsync("delete", "namespace", Name, "--ignore-not-found", "--wait=false");
        for (var clock = Stopwatch.StartNew(); (await KubernetesEngine.MustAsync("get", "namespace", Name, "--ignore-not-found")).Length > 0;)
        {
            Assert.True(clock.Elapsed < Limit, $"Namespace {Name} is not gone after {Limit.TotalSeconds} s.{(clock.Elapsed < Limit ? "" : await TellAsync())}");
            await ReleaseWorkersAsync();
            await Task.Delay(TimeSpan.FromSeconds(1));
        }
    }

    // A worker whose agent is gone is held by its finalizer, and so is one that an agent makes while its namespace goes.
    private async Task ReleaseWorkersAsync()
    {
        foreach (var pod in (await KubernetesEngine.RunAsync("--namespace", Name, "get", "pods", "--selector", "actors.installation", "-o", "name")).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            // It may have gone by itself.
            await KubernetesEngine.RunAsync("--namespace", Name, "patch", pod, "--type", "merge", "--patch", """{"metadata":{"finalizers":null}}""");
        }
    }

    private string Relative(string path) => Path.GetRelativePath(_folder.Path, Path.Combine(SourceTree.Root, path));
}
