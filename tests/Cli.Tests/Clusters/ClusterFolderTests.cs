using System.Diagnostics;
using Actors.Cli.Clusters;
using Actors.Cli.Hosting;
using Actors.Cli.Tests.Support;

namespace Actors.Cli.Tests.Clusters;

public sealed class ClusterFolderTests
{
    [Fact]
    public void Take_AnotherHasIt_RefusesAndNamesFolderAndProcess()
    {
        using var folder = new TempFolder();
        using (ClusterFolder.Take(folder.Path))
        {
            var refusal = Assert.Throws<CliException>(() => ClusterFolder.Take(folder.Path));

            Assert.Equal(ExitCodes.Failed, refusal.ExitCode);
            Assert.Equal($"Another 'cluster up' (pid {Environment.ProcessId}) runs on the data in {folder.Path}. End it by Ctrl-C there, or give this one another folder by --data.", refusal.Message);
        }

        Assert.Empty(Directory.GetFiles(folder.Path, "*.pid"));
        ClusterFolder.Take(folder.Path).Dispose();
    }

    [Fact]
    public async Task Up_AnotherHasTheFolder_RefusesAndWritesNothing()
    {
        using var folder = new TempFolder();
        using var held = ClusterFolder.Take(Path.Combine(folder.Path, "data"));
        var before = Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories);

        var result = await CliRun.RunAsync(["cluster", "up", "2", "--data", "data"], folder: folder.Path);

        Assert.Equal(ExitCodes.Failed, result.ExitCode);
        Assert.Contains("Another 'cluster up'", result.Error, StringComparison.Ordinal);
        Assert.Empty(result.Out);
        Assert.Equal(before, Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Take_ASiloStillRuns_RefusesAndSaysHowToEndIt(bool byLink)
    {
        using var folder = new TempFolder();
        var data = Directory.CreateDirectory(Path.Combine(folder.Path, "data")).FullName;
        var link = Directory.CreateSymbolicLink(Path.Combine(folder.Path, "link"), data).FullName;
        using var silo = Silo(data);
        File.WriteAllText(Path.Combine(data, "silo-2.pid"), $"{silo.Id}\n");

        var refusal = Assert.Throws<CliException>(() => ClusterFolder.Take(byLink ? link : data));

        Assert.Contains($"silo-2 (pid {silo.Id}). End them by 'kill {silo.Id}'", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(["cluster.lock", "silo-2.pid"], Directory.GetFiles(data).Select(Path.GetFileName).Order());
        End(silo);
        using var taken = ClusterFolder.Take(data);
        Assert.Equal($"{silo.Id}\n", File.ReadAllText(Path.Combine(data, "silo-2.pid")));
    }

    [Fact]
    public void Take_TheNumbersAreThoseOfStrangers_IsTaken()
    {
        using var folder = new TempFolder();
        using var other = new TempFolder();
        using var silo = Silo(other.Path);
        using var dead = Silo(folder.Path);
        End(dead);
        folder.Write("silo-1.pid", $"{Environment.ProcessId}").Write("silo-2.pid", $"{silo.Id}").Write("silo-3.pid", $"{dead.Id}").Write("silo-4.pid", "none").Write("silo-5.pid", "-1");

        using (ClusterFolder.Take(folder.Path))
        {
            Assert.Equal($"{Environment.ProcessId}\n", File.ReadAllText(Path.Combine(folder.Path, "cluster.pid")));
        }

        Assert.Equal(5, Directory.GetFiles(folder.Path, "silo-*.pid").Length);
        End(silo);
    }

    [Fact]
    public void Take_ItIsNoFolder_SaysSo()
    {
        using var folder = new TempFolder().Write("data", "");

        Assert.Contains("cannot be used", Assert.Throws<CliException>(() => ClusterFolder.Take(Path.Combine(folder.Path, "data"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void PidFile_OfAnother_IsNotDeleted()
    {
        using var folder = new TempFolder().Write("silo-1.pid", "7");
        var file = new PidFile(Path.Combine(folder.Path, "silo-1.pid"));

        file.Delete(8);
        Assert.Equal(7, file.Read());
        file.Delete(7);
        Assert.Null(file.Read());
    }

    /// <summary>A process whose command line is that of a silo, and which waits for its input to end.</summary>
    private static Process Silo(string data)
    {
        var process = Process.Start(new ProcessStartInfo("bash", ["-c", "echo; read line", "/any/Actors.Silo.dll", "--data", data]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        process.StandardOutput.ReadLine();
        return process;
    }

    private static void End(Process process)
    {
        process.StandardInput.Close();
        process.WaitForExit();
    }
}
