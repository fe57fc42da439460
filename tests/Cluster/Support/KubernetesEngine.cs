namespace Actors.Cluster.Support;

/// <summary>The Kubernetes cluster that <c>ACTORS_TEST_KUBECONFIG</c> names, by kubectl.</summary>
internal static class KubernetesEngine
{
    public static string KubeConfig => Environment.GetEnvironmentVariable("ACTORS_TEST_KUBECONFIG") ?? "";

    /// <summary>Skips the test when there is no cluster.</summary>
    public static void Needed()
    {
        Assert.SkipUnless(KubeConfig.Length > 0, "ACTORS_TEST_KUBECONFIG names no cluster.");
        NeedsKubectl();
    }

    /// <summary>Skips the test when there is no kubectl.</summary>
    public static void NeedsKubectl() =>
        Assert.SkipUnless((Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(path => File.Exists(Path.Combine(path, "kubectl"))), "There is no kubectl on PATH.");

    /// <summary>Objects of all namespaces, by kind and label.</summary>
    public static async Task<IReadOnlyList<JsonNode>> GetAsync(string kind, string label) =>
        [.. JsonNode.Parse(await MustAsync("get", kind, "--all-namespaces", "--selector", label, "--output", "json"))!["items"]!.AsArray().Select(item => item!)];

    /// <summary>Follows what a pod prints, from its beginning to its end; waits for its containers to start.</summary>
    public static Child FollowLog(JsonNode pod, string folder) => Child.Start(folder, "bash",
        ["-c", "until kubectl \"$@\" || ! kubectl \"${@:1:4}\" get pod \"$6\" >/dev/null; do sleep 0.1; done", "follow",
            "--kubeconfig", KubeConfig, "--namespace", pod["metadata"]!["namespace"]!.GetValue<string>(), "logs", pod["metadata"]!["name"]!.GetValue<string>(), "--all-containers", "--follow"]);

    /// <summary>Runs kubectl, which must work, and gives its output.</summary>
    public static async Task<string> MustAsync(params string[] words)
    {
        var ran = await RunAsync(words);
        Assert.True(ran.Code == 0, $"kubectl {string.Join(' ', words)}: {ran}");
        return ran.Output;
    }

    /// <summary>Runs kubectl.</summary>
    public static async Task<Ran> RunAsync(params string[] words)
    {
        using var folder = new TempFolder();
        return await Child.RunAsync(folder.Path, "kubectl", ["--kubeconfig", KubeConfig, .. words]);
    }
}
