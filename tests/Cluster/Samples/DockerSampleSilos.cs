using Actors.Contracts.Activities;

namespace Actors.Cluster.Samples;

/// <summary>A silo whose agent starts containers.</summary>
public sealed class DockerSampleSilos : SampleSilos
{
    private protected override Task NeedAsync(WorkerKind[] kinds) => DockerEngine.NeededAsync(kinds);

    private protected override async Task<SampleSilo> StartAsync()
    {
        var bridge = DockerEngine.BridgeAddress;
        return new(await SiloProcess.StartExactlyAsync(
        [
            "--Actors:Agents:local:Runtime", "docker", "--Actors:Agents:local:Docker:Network", "actors-quickstart", "--Actors:Agents:local:GitSchemes", "http",
            "--Actors:WorkerListen", $"http://{bridge}:{SiloProcess.WorkerPort}",
            "--Actors:Agents:local:WorkerUrl", $"http://{bridge}:{SiloProcess.WorkerPort}", "--Actors:PlainHttp", "private",
        ]), bridge);
    }
}
