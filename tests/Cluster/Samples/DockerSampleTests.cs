using Actors.Contracts.Activities;

namespace Actors.Cluster.Samples;

/// <summary>The samples with workers that are containers.</summary>
public sealed class DockerSampleTests(DockerSampleSilos silos) : SampleTests(silos), IClassFixture<DockerSampleSilos>
{
    [Fact]
    public async Task Containers_RunCommandsConditionsAndKeptVolumes()
    {
        var silo = await silos.GetAsync([WorkerKind.Function]);
        await DockerEngine.BusyboxAsync();
        await silo.ApplyAsync("containers");

        await silo.RunAsync("deploy", "containers", "Deployed");

        var output = (await silo.OutputAsync("containers"))["job"]!["tasks"]!;
        Assert.Equal(("eu-1", "containers"), (output["report"]!["region"]!.GetValue<string>(), output["report"]!["environment"]!.GetValue<string>()));
        Assert.Equal((3, 1), (output["check"]!["exitCode"]!.GetValue<int>(), output["count"]!["runs"]!.GetValue<int>()));
        Assert.Contains("written before the command", await silo.LogAsync("containers", "job.task.report"), StringComparison.Ordinal);

        // What the volume held is there again.
        await silo.RunAsync("deploy", "containers", "Deployed");
        Assert.Equal(2, (await silo.OutputAsync("containers"))["job"]!["tasks"]!["count"]!["runs"]!.GetValue<int>());
        await silo.RunAsync("destroy", "containers", "Destroyed");
        await silo.NothingIsLeftAsync();
    }
}
