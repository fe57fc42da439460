using Actors.Contracts.Activities;

namespace Actors.Cluster.Engines;

/// <summary>A container outlives its agent's silo.</summary>
public sealed class DockerRestartTests
{
    private const string Label = "actors.installation";

    [Fact]
    public async Task Kill_SiloOfARunningContainer_ResultIsAcceptedAndContainerAndSlotAreFreed()
    {
        await DockerEngine.NeededAsync(WorkerKind.Function);
        var bridge = DockerEngine.BridgeAddress;
        await using var silo = await SiloProcess.StartExactlyAsync(
        [
            "--Actors:Agents:local:Runtime", "docker", "--Actors:Agents:local:Docker:Network", "actors-quickstart",
            "--Actors:WorkerListen", $"http://{bridge}:{SiloProcess.WorkerPort}",
            "--Actors:Agents:local:WorkerUrl", $"http://{bridge}:{SiloProcess.WorkerPort}", "--Actors:PlainHttp", "private",
        ]);
        using var client = new Client(silo);
        await client.ApplyAsync(Documents.Agent(workers: 1) + Documents.Resource("slow", "echo up\nfor i in $(seq 100); do sleep 0.1; done\necho '{\"done\": true}' >\"$ACTORS_OUTPUT\"")
            + Documents.Resource("after", "echo '{}' >\"$ACTORS_OUTPUT\"") + Documents.Of("kill", "local", "slow", "after: slow"));
        await client.AskAsync("deploy", "kill");
        await client.ReachesAsync("kill", "slow", "Running");
        var before = await OwnAsync(silo);

        await silo.KillAsync();
        var during = await OwnAsync(silo);
        await silo.StartAgainAsync();
        await client.EndsAsync("kill", "Deployed");

        Assert.Equal(Ids(before), Ids(during));
        Assert.True(during.Single()["State"]!["Running"]!.GetValue<bool>());
        var slow = (await client.ActivitiesAsync("kill")).Single(activity => Client.Name(activity).StartsWith("slow", StringComparison.Ordinal));
        Assert.Equal(("Succeeded", 1), (Client.State(slow), slow["status"]!["attempt"]!.GetValue<int>()));

        // The only slot was free for the next activity; its own container goes as well.
        await Eventually.TrueAsync(async () => (await OwnAsync(silo)).Count == 0, "no container is left", () => silo.Tail);
    }

    private static async Task<IReadOnlyList<JsonNode>> OwnAsync(SiloProcess silo) =>
        [.. (await DockerEngine.InspectAsync(Label)).Where(container => container.ToJsonString().Contains($":{silo.Workers.Port}", StringComparison.Ordinal))];

    private static IEnumerable<string> Ids(IEnumerable<JsonNode> containers) => containers.Select(container => container["Id"]!.GetValue<string>());
}
