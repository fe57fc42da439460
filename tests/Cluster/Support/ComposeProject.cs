using Actors.Testing;

namespace Actors.Cluster.Support;

/// <summary>A compose project of its own: by Debian's <c>docker-compose</c>, or the plug-in of <c>docker</c>.</summary>
internal sealed class ComposeProject : IAsyncDisposable
{
    private readonly string[] _command;
    private readonly Dictionary<string, string?> _environment;
    private readonly TempFolder _folder = new();

    private ComposeProject(string[] command, string file, Dictionary<string, string?> environment)
    {
        Name = $"actors-test-{Guid.NewGuid().ToString("N")[..8]}";
        _command = [.. command, "-f", file, "-p", Name];
        _environment = environment;
    }

    public string Name { get; }

    /// <summary>The command: <c>docker-compose</c> or <c>docker compose</c>. Skips the test when there is none.</summary>
    public static async Task<string[]> NeededAsync()
    {
        using var folder = new TempFolder();
        foreach (var command in new string[][] { ["docker", "compose"], ["docker-compose"] })
        {
            var found = await Child.RunAsync(folder.Path, "bash", ["-c", "\"$@\" version", "version", .. command]);
            if (found.Code == 0)
            {
                return command;
            }
        }

        Assert.Skip("There is neither docker-compose nor docker compose.");
        return [];
    }

    /// <summary>A project that is not up yet.</summary>
    public static async Task<ComposeProject> OfAsync(string file, Dictionary<string, string?>? environment = null) => new(await NeededAsync(), file, environment ?? []);

    public string this[string variable] { get => _environment[variable]!; set => _environment[variable] = value; }

    /// <summary>Brings it up.</summary>
    public Task UpAsync() => MustAsync("up", "-d");

    /// <summary>Runs a command of compose, which must work.</summary>
    public async Task<string> MustAsync(params string[] words)
    {
        var ran = await RunAsync(words);
        Assert.True(ran.Code == 0, $"compose {string.Join(' ', words)}: {ran}{(ran.Code == 0 ? "" : Logs())}");
        return ran.Output;
    }

    /// <summary>What its containers have printed.</summary>
    public string Logs() => RunAsync("logs", "--no-color", "--tail=60").GetAwaiter().GetResult() is var ran ? ran.Output + ran.Error : "";

    /// <summary>What the engine says of its containers.</summary>
    public Task<IReadOnlyList<JsonNode>> ContainersAsync() => DockerEngine.InspectAsync($"com.docker.compose.project={Name}");

    /// <summary>The container of a service.</summary>
    public async Task<JsonNode> ContainerAsync(string service) =>
        (await ContainersAsync()).Single(container => container["Config"]!["Labels"]!["com.docker.compose.service"]!.GetValue<string>() == service);

    /// <summary>Takes everything down, whatever the test has left.</summary>
    public async ValueTask DisposeAsync()
    {
        // Workers first: a network with a container on it stays.
        const string clear = """
            for network in $(docker network ls -q --filter "label=com.docker.compose.project=$1"); do
              docker ps -aq --filter "network=$network" --filter label=actors.installation | xargs -r docker rm -f
            done
            """;
        await Child.RunAsync(_folder.Path, "bash", ["-c", clear, "clear", Name]);
        var down = await RunAsync("down", "--volumes", "--remove-orphans", "--timeout", "40");
        const string left = "docker ps -aq --filter \"label=com.docker.compose.project=$1\"; docker network ls -q --filter \"label=com.docker.compose.project=$1\"; docker volume ls -q --filter \"label=com.docker.compose.project=$1\"";
        var found = await Child.RunAsync(_folder.Path, "bash", ["-c", left, "left", Name]);
        _folder.Dispose();
        Assert.True(down.Code == 0 && found.Output.Trim().Length == 0, $"{down}{Environment.NewLine}left: {found}");
    }

    private Task<Ran> RunAsync(params string[] words) => Child.RunAsync(_folder.Path, _command[0], [.. _command[1..], .. words], _environment);
}
