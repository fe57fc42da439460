namespace Actors.Cluster.Samples;

/// <summary>A silo whose agent starts processes.</summary>
public sealed class ProcessSampleSilos : SampleSilos
{
    private protected override async Task<SampleSilo> StartAsync() => new(await SiloProcess.StartExactlyAsync(
        ["--Actors:Agents:local:Runtime", "process", "--Actors:Agents:local:HttpAllow", "loopback", "--Actors:Agents:local:GitSchemes", "http"],
        new Dictionary<string, string?> { ["PATH"] = $"{SourceTree.TofuStandIn}:{Environment.GetEnvironmentVariable("PATH")}" }), "127.0.0.1");
}
