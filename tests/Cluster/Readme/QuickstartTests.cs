using Actors.Testing;

namespace Actors.Cluster.Readme;

/// <summary>The commands that README begins with, run as they are written there.</summary>
public sealed class QuickstartTests
{
    private const string Command = "dotnet run --project src/Silo -- --quickstart";

    [Fact]
    public async Task ReadmesCommand_WithExit_DeploysDestroysAndLeavesNothing()
    {
        Assert.Contains($"```bash\n{Command}\n```", Readme, StringComparison.Ordinal);
        Assert.Contains("`--exit`", Readme, StringComparison.Ordinal);

        var ran = await RunAsync($"{Command} --exit");

        Assert.True(ran.Code == 0, ran.ToString());
        Assert.Contains("no worker, lock, token or artifact is left", ran.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadmesOpenTofuCommand_WithTheStandIn_DeploysDestroysAndLeavesNothing()
    {
        Assert.Contains("`--quickstart opentofu`", Readme, StringComparison.Ordinal);

        var ran = await RunAsync($"{Command} opentofu --exit", SourceTree.TofuStandIn);

        Assert.True(ran.Code == 0, ran.ToString());
        Assert.Contains("no worker, lock, token or artifact is left", ran.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadmesOpenTofuCommand_WithTheToolOfThisMachine_DeploysDestroysAndLeavesNothing()
    {
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':');
        Assert.SkipUnless(path.Any(folder => File.Exists(Path.Combine(folder, "tofu")) || File.Exists(Path.Combine(folder, "terraform"))),
            "Neither tofu nor terraform is on PATH.");

        var ran = await RunAsync($"{Command} opentofu --exit");

        Assert.True(ran.Code == 0, ran.ToString());
        Assert.Contains("no worker, lock, token or artifact is left", ran.Output, StringComparison.Ordinal);
    }

    private static string Readme => File.ReadAllText(Path.Combine(SourceTree.Root, "README.md")).ReplaceLineEndings("\n");

    /// <summary>Runs the command with what is built already; folder and ports come by the environment, so that tests do not meet a silo that runs here.</summary>
    private static async Task<Ran> RunAsync(string command, string? firstOnPath = null)
    {
        using var folder = new TempFolder();
        var ports = FreePorts.Take(3);
        var words = command.Replace("dotnet run ", $"dotnet run --no-build -c {SourceTree.Configuration} ", StringComparison.Ordinal).Split(' ');
        var path = Environment.GetEnvironmentVariable("PATH");
        var ran = await Child.RunAsync(folder.Path, words[0], words[1..], new Dictionary<string, string?>
        {
            ["Actors__Data"] = folder.File("data"),
            ["Actors__Urls"] = $"http://127.0.0.1:{ports[0]}",
            ["Actors__WorkerListen"] = $"http://127.0.0.1:{ports[1]}",
            ["Actors__SiloPort"] = $"{ports[2]}",
            ["PATH"] = firstOnPath is null ? path : $"{firstOnPath}:{path}",
        });
        Assert.Empty(WorkerProcesses.Of(folder.Path));
        Assert.Empty(SiloProcess.WorkerFolders(folder.File("data/workers")));
        return ran;
    }
}
