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

    internal static WorkerJob Command(params string[] command) => new()
    {
        Kind = WorkerKind.Command,
        Grace = TimeSpan.FromMilliseconds(500),
        Command = new CommandJob { Command = command },
    };
}
