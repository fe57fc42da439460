using Actors.Contracts.Activities;

namespace Actors.Cluster.Deployments;

/// <summary><c>create token -o compose</c>: what it prints runs an agent on an engine.</summary>
public sealed class PrintedComposeTests
{
    private const string Label = "actors.installation";

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    [Fact]
    public async Task CreateToken_Compose_PrintsWhatRunsTheAgent()
    {
        await DockerEngine.NeededAsync(WorkerKind.Function);
        await DockerEngine.ImagesAsync(Images.Silo);
        var compose = await ComposeProject.NeededAsync();
        Assert.NotEmpty(compose);
        var bridge = DockerEngine.BridgeAddress;
        await using var controller = await SiloProcess.StartExactlyAsync(
        [
            "--Actors:Roles", "controller", "--Actors:PlainHttp", "private",
            "--Actors:Urls", $"http://127.0.0.1:{SiloProcess.ApiPort};http://{bridge}:{SiloProcess.ApiPort}", "--Actors:WorkerListen", $"http://{bridge}:{SiloProcess.WorkerPort}",
        ]);
        using var client = new Client(controller);
        await client.ApplyAsync(Documents.Agent("remote.one") + Documents.Resource("once", "echo '{}' >\"$ACTORS_OUTPUT\"") + Documents.Of("printed", "remote.one", "once"));
        using var folder = new TempFolder();
        const string print = "cd \"$1\" && dotnet \"$2\" create token --agent remote.one -o compose --controller \"$3\" --worker-url \"$4\" >compose.yaml";
        var printed = await Child.RunAsync(
            folder.Path, "bash", ["-c", print, "print", folder.Path, SourceTree.Cli, $"http://{bridge}:{controller.Api.Port}", $"http://{bridge}:{controller.Workers.Port}"],
            new Dictionary<string, string?> { ["ACTORS_SERVER"] = controller.Api.ToString(), ["ACTORS_TOKEN"] = controller.Token });
        Assert.True(printed.Code == 0, printed.ToString());
        var token = File.ReadAllText(folder.File("remote.one.token")).Trim();
        string? network = null;
        try
        {
            await using var project = await ComposeProject.OfAsync(folder.File("compose.yaml"));
            await project.UpAsync();
            await client.AskAsync("deploy", "printed");
            var ending = client.EndsAsync("printed", "Deployed");
            while (!ending.IsCompleted)
            {
                network ??= (await DockerEngine.InspectAsync(Label)).Where(worker => worker.ToJsonString().Contains($":{controller.Workers.Port}", StringComparison.Ordinal))
                    .SelectMany(worker => worker["NetworkSettings"]!["Networks"]!.AsObject()).Select(pair => pair.Key).FirstOrDefault();
                await Task.WhenAny(ending, Task.Delay(Pause, TestContext.Current.CancellationToken));
            }

            await ending;
            Assert.NotNull(network);
            Assert.DoesNotContain(token, (await project.ContainerAsync("agent")).ToJsonString() + project.Logs() + await File.ReadAllTextAsync(folder.File("compose.yaml"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
            await Eventually.TrueAsync(async () => !(await DockerEngine.InspectAsync(Label)).Any(worker => worker.ToJsonString().Contains($":{controller.Workers.Port}", StringComparison.Ordinal)), "no worker is left", project.Logs);
        }
        finally
        {
            if (network is not null)
            {
                await Child.RunAsync(folder.Path, "docker", ["network", "rm", network]);
            }
        }
    }
}
