using Actors.Contracts.Activities;

namespace Actors.Cluster.Engines;

/// <summary>A pod outlives its agent's silo.</summary>
public sealed class KubernetesRestartTests
{
    private const string Label = "actors.installation";

    [Fact]
    public async Task Kill_SiloOfARunningPod_ResultIsAcceptedAndPodAndSlotAreFreed()
    {
        KubernetesEngine.Needed();
        await DockerEngine.NeededAsync(WorkerKind.Function);
        var address = DockerEngine.BridgeAddress;
        await using var silo = await SiloProcess.StartExactlyAsync(
        [
            "--Actors:Agents:local:Runtime", "kubernetes", "--Actors:Agents:local:Kubernetes:KubeConfig", KubernetesEngine.KubeConfig,
            "--Actors:WorkerListen", $"http://{address}:{SiloProcess.WorkerPort}",
            "--Actors:Agents:local:WorkerUrl", $"http://{address}:{SiloProcess.WorkerPort}", "--Actors:PlainHttp", "private",
        ]);
        using var client = new Client(silo);
        await client.ApplyAsync(Documents.Agent(workers: 1) + Documents.Resource("slow", "echo up\nfor i in $(seq 100); do sleep 0.1; done\necho '{\"done\": true}' >\"$ACTORS_OUTPUT\"")
            + Documents.Resource("after", "echo '{}' >\"$ACTORS_OUTPUT\"") + Documents.Of("kill", "local", "slow", "after: slow"));
        await client.AskAsync("deploy", "kill");
        await client.ReachesAsync("kill", "slow", "Running");
        var before = await OwnAsync(silo);

        await silo.KillAsync();
        IReadOnlyList<JsonNode> during = [];
        // A worker may call before its node has told the cluster that it runs.
        await Eventually.TrueAsync(async () => (during = await OwnAsync(silo)) is [var pod] && pod["status"]!["phase"]!.GetValue<string>() == "Running", "the pod runs without its silo");
        await silo.StartAgainAsync();
        await client.EndsAsync("kill", "Deployed");

        Assert.Equal(before.Select(Uid), during.Select(Uid));
        var slow = (await client.ActivitiesAsync("kill")).Single(activity => Client.Name(activity).StartsWith("slow", StringComparison.Ordinal));
        Assert.Equal(("Succeeded", 1), (Client.State(slow), slow["status"]!["attempt"]!.GetValue<int>()));
        await Eventually.TrueAsync(async () => (await OwnAsync(silo)).Count == 0, "no pod is left", () => silo.Tail);
    }

    private static async Task<IReadOnlyList<JsonNode>> OwnAsync(SiloProcess silo) =>
        [.. (await KubernetesEngine.GetAsync("pods", Label)).Where(pod => pod.ToJsonString().Contains($":{silo.Workers.Port}", StringComparison.Ordinal))];

    private static string Uid(JsonNode pod) => pod["metadata"]!["uid"]!.GetValue<string>();
}
