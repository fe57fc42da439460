using Actors.Contracts.Activities;

namespace Actors.Cluster.Engines;

/// <summary>The quickstart with workers that are pods, and what the cluster shows meanwhile.</summary>
public sealed class KubernetesQuickstartTests
{
    private const string Label = "actors.installation";

    [Theory]
    [InlineData("functions", WorkerKind.Git, WorkerKind.Function)]
    [InlineData("opentofu", WorkerKind.Git, WorkerKind.OpenTofu)]
    public async Task Quickstart_OnKubernetes_ShowsSizesAndNoSecretAndLeavesNothing(string quickstart, params WorkerKind[] kinds)
    {
        KubernetesEngine.Needed();
        await DockerEngine.NeededAsync(kinds); // The cluster of the tests has the images of the engine beside it.
        using var run = new QuickstartRun([quickstart, "--exit", "--runtime", "kubernetes", "--kubeconfig", KubernetesEngine.KubeConfig, "--Actors:PlainHttp", "private"]);
        var seen = new Dictionary<string, JsonNode>();
        using var folder = new TempFolder();
        var logs = new Dictionary<string, Child>();
        while (!run.HasExited)
        {
            foreach (var pod in (await KubernetesEngine.GetAsync("pods", Label)).Where(run.IsOwn))
            {
                seen[$"{pod["metadata"]!["name"]} {pod["status"]!["phase"]}"] = pod;
                var name = pod["metadata"]!["name"]!.GetValue<string>();
                if (!logs.ContainsKey(name))
                {
                    logs[name] = KubernetesEngine.FollowLog(pod, folder.Path);
                }
            }
        }

        await run.SucceedsAsync();
        var printed = string.Concat((await Task.WhenAll(logs.Values.Select(log => log.ExitAsync()))).Select(log => log.Output));

        Assert.NotEmpty(seen);
        Assert.Equal(
            kinds.Select(kind => Text(WorkerSize.Default(kind))).ToHashSet(),
            seen.Values.Select(pod => pod["spec"]!["containers"]![0]!["resources"]!["requests"]!).Select(request => $"{request["cpu"]} {request["memory"]}").ToHashSet());
        Assert.All(seen.Values.Select(pod => pod["spec"]!["containers"]![0]!["resources"]!),
            resources => Assert.True(JsonNode.DeepEquals(resources["requests"], resources["limits"]), resources.ToJsonString()));
        Assert.All(seen.Values, pod => Assert.DoesNotContain(run.Secret, pod.ToJsonString(), StringComparison.Ordinal));
        Assert.DoesNotContain(run.Secret, printed, StringComparison.Ordinal);
        Assert.NotEmpty(printed);
        var installation = Assert.Single(seen.Values.Select(pod => pod["metadata"]!["labels"]![Label]!.GetValue<string>()).Distinct());
        Assert.Empty(await KubernetesEngine.GetAsync("pods,secrets", $"{Label}={installation}"));
    }

    private static string Text(WorkerSize size) => $"{size.CpuMillis}m {(size.MemoryBytes % (1L << 30) == 0 ? $"{size.MemoryBytes >> 30}Gi" : $"{size.MemoryBytes >> 20}Mi")}";
}
