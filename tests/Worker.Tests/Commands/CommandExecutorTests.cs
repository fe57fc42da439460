using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using Actors.Contracts.Activities;
using Actors.Contracts.Workers;
using Actors.Worker.Tests.Support;

namespace Actors.Worker.Tests.Commands;

public sealed class CommandExecutorTests
{
    [Fact]
    public async Task Run_Succeeds_ExitCodeIsItsOutput()
    {
        await using var bench = await Bench.StartAsync(Command("sh", "-c", "echo \"$1 in $(pwd)\"", "sh", "x'y$(z)"));

        Assert.Equal(0, await bench.RunAsync());
        Assert.Equal(0, bench.Controller.Result!.Outputs!["exitCode"]!.GetValue<int>());
        Assert.Contains("x'y$(z) in ", bench.Controller.Log, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("exit 7", 7, "exit code 7")]
    [InlineData("kill -KILL $$", 137, "SIGKILL")]
    public async Task Run_Fails_ReasonCodeAndLog(string script, int code, string words)
    {
        await using var bench = await Bench.StartAsync(Command("sh", "-c", $"echo boom; {script}"));

        Assert.Equal(WorkerProtocol.ExitFailed, await bench.RunAsync());
        Assert.Equal((ReasonCode.ExitCode, code), (bench.Controller.Result!.Reason, bench.Controller.Result.ExitCode));
        Assert.Contains(words, bench.Controller.Result.Message, StringComparison.Ordinal);
        Assert.Contains("boom", bench.Controller.Result.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_ProgramThatIsNotThere_IsNamed()
    {
        await using var bench = await Bench.StartAsync(Command("no-such-program"));

        Assert.Equal(WorkerProtocol.ExitFailed, await bench.RunAsync());
        Assert.Equal(ReasonCode.ToolMissing, bench.Controller.Result!.Reason);
        Assert.Contains("no-such-program", bench.Controller.Result.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_FolderThatIsNotThere_IsNamed()
    {
        var job = Command("true");
        await using var bench = await Bench.StartAsync(job with { Command = job.Command! with { Directory = "no/such" } });

        Assert.Equal(WorkerProtocol.ExitFailed, await bench.RunAsync());
        Assert.Equal(ReasonCode.InvalidInput, bench.Controller.Result!.Reason);
        Assert.Contains("no/such", bench.Controller.Result.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("exit 0", 0, true)]
    [InlineData("exit 3", 3, false)]
    public async Task Run_Ended_StatusAndOutputsAreThereWhateverTheExitCode(string script, int code, bool succeeded)
    {
        await using var bench = await Bench.StartAsync(Command("sh", "-c", $"echo warn planted; echo '{{\"url\":\"http://x\"}}' > $ACTORS_OUTPUT; {script}"));
        bench.Controller.Job = bench.Controller.Job with { Secrets = ["planted"] };

        await bench.RunAsync();
        var result = bench.Controller.Result!;
        Assert.Equal(succeeded, result.Succeeded);
        Assert.Equal($$"""{"url":"http://x","exitCode":{{code}}}""", result.Outputs!.ToJsonString());
        Assert.Equal(code, result.Status!["container"]!["exitCode"]!.GetValue<int>());
        Assert.StartsWith("warn ", result.Status["container"]!["logs"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.DoesNotContain("planted", result.Status.ToJsonString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("echo [1] > $ACTORS_OUTPUT", ReasonCode.JobFailed)]
    [InlineData("echo '{\"a\":' > $ACTORS_OUTPUT", ReasonCode.JobFailed)]
    [InlineData("ln -s /etc/passwd $ACTORS_OUTPUT", ReasonCode.JobFailed)]
    [InlineData("echo [1] > $ACTORS_OUTPUT; exit 4", ReasonCode.ExitCode)]
    [InlineData("head -c 300000 /dev/zero > $ACTORS_OUTPUT", ReasonCode.LimitExceeded)]
    public async Task Run_OutputThatIsNone_IsAnErrorUnlessItFailedAnyway(string script, ReasonCode reason)
    {
        await using var bench = await Bench.StartAsync(Command("sh", "-c", script));

        Assert.Equal(WorkerProtocol.ExitFailed, await bench.RunAsync());
        Assert.Equal(reason, bench.Controller.Result!.Reason);
    }

    [Fact]
    public async Task Run_Cancelled_HasNothingToJudge()
    {
        await using var bench = await Bench.StartAsync(Command("sh", "-c", "echo begun; sleep 60"));
        var running = bench.RunAsync();
        await Bench.UntilAsync(() => bench.Controller.Log.Contains("begun", StringComparison.Ordinal), "the program");

        bench.Controller.Cancel = true;

        Assert.Equal(WorkerProtocol.ExitCancelled, await running);
        Assert.Null(bench.Controller.Result!.Status);
    }

    [Fact]
    public async Task Run_FolderOfTheImage_GetsTheWorkingDirectory()
    {
        var job = Command("sh", "-c", "pwd; cat main.txt own.txt") with { WorkDir = new("net.artifact", ArtifactRef.WorkDirName), Files = [new("own.txt", "own"u8.ToArray(), false)] };
        await using var bench = await Bench.StartAsync(job);
        var folder = Path.Combine(bench.Folder, "image", "app");
        bench.Controller.Job = job with { Command = job.Command! with { Directory = folder } };
        bench.Controller.Artifacts[ArtifactRef.WorkDirName] = await ArchiveAsync("main.txt", "main");
        bench.Isolated = true;

        Assert.Equal(0, await bench.RunAsync());
        Assert.Contains($"{folder}\nmainown", bench.Controller.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_FolderOfTheImage_IsRefusedWhereTheFileSystemIsShared()
    {
        var job = Command("true") with { WorkDir = new("net.artifact", ArtifactRef.WorkDirName) };
        await using var bench = await Bench.StartAsync(job with { Command = job.Command! with { Directory = "/nowhere/app" } });

        Assert.Equal(WorkerProtocol.ExitFailed, await bench.RunAsync());
        Assert.Equal(ReasonCode.InvalidInput, bench.Controller.Result!.Reason);
        Assert.Contains("/nowhere/app", bench.Controller.Result.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_FilesAtAbsolutePaths_OnlyWhereTheFileSystemIsTheWorkersOwn()
    {
        await using var bench = await Bench.StartAsync(Command("true"));
        var file = Path.Combine(bench.Folder, "etc", "app.conf");
        bench.Controller.Job = Command("cat", file) with { Files = [new(file, "found"u8.ToArray(), true)] };

        Assert.Equal(WorkerProtocol.ExitFailed, await bench.RunAsync());
        Assert.Contains("app.conf", bench.Controller.Result!.Message, StringComparison.Ordinal);
        bench.Isolated = true;
        Assert.Equal(0, await bench.RunAsync());
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }

    private static async Task<byte[]> ArchiveAsync(string name, string content)
    {
        using var memory = new MemoryStream();
        await using (var gzip = new GZipStream(memory, CompressionLevel.Fastest, leaveOpen: true))
        await using (var tar = new TarWriter(gzip, TarEntryFormat.Gnu))
        {
            await tar.WriteEntryAsync(new GnuTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(content)) }, Bench.Cancellation);
        }
        return memory.ToArray();
    }

    internal static WorkerJob Command(params string[] command) => new()
    {
        Kind = WorkerKind.Command,
        Grace = TimeSpan.FromMilliseconds(500),
        Command = new CommandJob { Command = command },
    };
}
