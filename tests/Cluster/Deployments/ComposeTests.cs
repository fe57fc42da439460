using Actors.Contracts.Activities;
using Actors.Testing;

namespace Actors.Cluster.Deployments;

/// <summary>deploy/compose: the controller on PostgreSQL and an agent with containers, on one engine.</summary>
public sealed class ComposeTests
{
    private const string Label = "actors.installation";

    // Asking without a pause would take the machine from those who are to do the work.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);

    [Fact]
    public async Task Compose_Up_RunsTheQuickstartWithWorkersThatReachTheirListenerOnly()
    {
        await DockerEngine.NeededAsync(WorkerKind.Git, WorkerKind.Function);
        await DockerEngine.ImagesAsync(Images.Silo, Images.PostgreSql);
        using var folder = new TempFolder();
        var (subnet, port) = ($"10.172.{Random.Shared.Next(100, 200)}", FreePorts.Take());
        await using var project = await ComposeProject.OfAsync(Path.Combine(SourceTree.Root, "deploy/compose/compose.yaml"), new()
        {
            ["ACTORS_API"] = $"127.0.0.1:{port}", ["ACTORS_SECRETS"] = folder.File("secrets"), ["ACTORS_GIT_SCHEMES"] = "https,ssh,http",
            ["ACTORS_WORKERS_SUBNET"] = $"{subnet}.0/24", ["ACTORS_WORKERS_GATEWAY"] = $"{subnet}.1",
        });
        project["ACTORS_WORKERS_NETWORK"] = $"{project.Name}-workers";
        var made = await Child.RunAsync(folder.Path, Path.Combine(SourceTree.Root, "deploy/compose/secrets"), [folder.File("secrets")]);
        Assert.True(made.Code == 0, made.ToString());
        string[] secrets = [File.ReadAllText(folder.File("secrets/admin.token")).Trim(), File.ReadAllText(folder.File("secrets/database.password")).Trim(), File.ReadAllText(folder.File("secrets/secrets.key")).Trim()];

        await project.UpAsync();
        await using var repository = await GitServer.StartAsync(SourceTree.Sample("quickstart/repo"), $"http://{subnet}.1:{FreePorts.Take()}");
        using var actors = new Remote($"http://127.0.0.1:{port}", secrets[0], project.Logs);
        await actors.ApplyQuickstartAsync(repository.Address);
        var deploying = actors.RunAsync("deploy", "quickstart", "--wait", "--timeout", "110s");
        var seen = new Dictionary<string, JsonNode>();
        while (!deploying.IsCompleted)
        {
            foreach (var worker in await WorkersAsync(project))
            {
                seen[worker["Id"]!.GetValue<string>()] = worker;
            }

            await Task.WhenAny(deploying, Task.Delay(Pause, TestContext.Current.CancellationToken));
        }

        await deploying;
        Assert.Equal("Deployed", await actors.StateAsync("quickstart"));
        Assert.Equal(
            new[] { WorkerKind.Git, WorkerKind.Function }.Select(kind => WorkerSize.Default(kind).CpuMillis * 1_000_000L).ToHashSet(),
            seen.Values.Select(worker => worker["HostConfig"]!["NanoCpus"]!.GetValue<long>()).ToHashSet());
        await ReachesOnlyItsListenerAsync(project, subnet, port);
        var told = string.Concat((await project.ContainersAsync()).Concat(seen.Values).Select(container => container.ToJsonString())) + project.Logs();
        Assert.All(secrets, secret => Assert.DoesNotContain(secret, told, StringComparison.Ordinal));

        await actors.MustAsync("destroy", "quickstart", "--wait", "--timeout", "110s");
        Assert.Equal("Destroyed", await actors.StateAsync("quickstart"));
        await Eventually.TrueAsync(async () => (await WorkersAsync(project)).Count == 0, "no worker is left", project.Logs);
    }

    private static async Task<IReadOnlyList<JsonNode>> WorkersAsync(ComposeProject project) =>
        [.. (await DockerEngine.InspectAsync(Label)).Where(worker => worker["NetworkSettings"]!["Networks"]!.AsObject().ContainsKey($"{project.Name}-workers"))];

    /// <summary>What a worker's place reaches: the worker listener at its gateway answers, and nothing else of the deployment does.</summary>
    private static async Task ReachesOnlyItsListenerAsync(ComposeProject project, string subnet, int api)
    {
        var closed = new List<string> { $"{subnet}.1 {api}", $"{subnet}.1 8080" };
        foreach (var container in await project.ContainersAsync())
        {
            foreach (var (_, network) in container["NetworkSettings"]!["Networks"]!.AsObject())
            {
                if (network!["IPAddress"]!.GetValue<string>() is { Length: > 0 } address)
                {
                    closed.AddRange(new[] { 8080, 8081, 11111, 5432 }.Select(port => $"{address} {port}"));
                }
            }
        }

        Assert.True(closed.Count > 10, string.Join(' ', closed));
        const string probe = """
            code=$(curl -s -o /dev/null -w '%{http_code}' "http://$1:8081/workers/v1/session")
            [ "$code" != 000 ] && echo "listener $code"
            shift
            while [ $# -gt 0 ]; do
              (timeout 1 bash -c "exec 3<>/dev/tcp/$1/$2" 2>/dev/null && echo "open $1 $2") &
              shift 2
            done
            wait
            """;
        using var folder = new TempFolder();
        var ran = await Child.RunAsync(folder.Path, "docker",
        [
            "run", "--rm", "--network", $"{project.Name}-workers", "--entrypoint", "bash", Contracts.Runtimes.WorkerImages.Default(WorkerKind.Function),
            "-c", probe, "probe", $"{subnet}.1", .. closed.SelectMany(place => place.Split(' ')),
        ]);
        Assert.Matches(@"^listener [2-5]\d\d\n$", ran.Output);
    }
}
