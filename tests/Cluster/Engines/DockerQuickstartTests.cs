using Actors.Contracts.Activities;

namespace Actors.Cluster.Engines;

/// <summary>The quickstart with workers that are containers, and what the engine shows meanwhile.</summary>
public sealed class DockerQuickstartTests
{
    private const string Label = "actors.installation";

    [Theory]
    [InlineData("functions", WorkerKind.Git, WorkerKind.Function)]
    [InlineData("opentofu", WorkerKind.Git, WorkerKind.OpenTofu)]
    public async Task Quickstart_OnDocker_ShowsSizesAndNoSecretAndLeavesNothing(string quickstart, params WorkerKind[] kinds)
    {
        await DockerEngine.NeededAsync(kinds);
        using var run = new QuickstartRun([quickstart, "--exit", "--runtime", "docker"]);
        var seen = new Dictionary<string, JsonNode>();
        var logs = "";
        while (!run.HasExited)
        {
            foreach (var container in (await DockerEngine.InspectAsync(Label)).Where(run.IsOwn))
            {
                var id = container["Id"]!.GetValue<string>();
                seen[$"{id} {container["State"]!["Status"]}"] = container;
                logs += await DockerEngine.LogAsync(id);
            }
        }

        await run.SucceedsAsync();

        Assert.NotEmpty(seen);
        Assert.Equal(
            kinds.Select(kind => WorkerSize.Default(kind)).Select(size => (size.CpuMillis * 1_000_000L, size.MemoryBytes)).ToHashSet(),
            seen.Values.Select(container => container["HostConfig"]!).Select(host => (host["NanoCpus"]!.GetValue<long>(), host["Memory"]!.GetValue<long>())).ToHashSet());
        Assert.All(seen.Values, container => Assert.DoesNotContain(run.Secret, container.ToJsonString(), StringComparison.Ordinal));
        Assert.DoesNotContain(run.Secret, logs, StringComparison.Ordinal);
        Assert.NotEmpty(logs);
        var installation = Assert.Single(seen.Values.Select(container => container["Config"]!["Labels"]![Label]!.GetValue<string>()).Distinct());
        Assert.Empty(await DockerEngine.InspectAsync($"{Label}={installation}"));
    }
}
