using Actors.Contracts.Activities;
using Actors.Contracts.Workers;
using Actors.Worker.Tests.Functions;
using Actors.Worker.Tests.Support;

namespace Actors.Worker.Tests.Hosting;

public sealed class WorkerHostTests
{
    [Fact]
    public async Task Run_CancelByHeartbeat_CancelledAfterTheGroupEnded()
    {
        await using var bench = await Bench.StartAsync(FunctionExecutorTests.Bash("trap 'echo asked; exit 0' TERM; echo ready; sleep 1000 & wait"));
        var run = bench.RunAsync();
        await Bench.UntilAsync(() => bench.Controller.Log.Contains("ready", StringComparison.Ordinal), "the function runs");
        bench.Controller.Cancel = true;

        Assert.Equal(0, await run);
        Assert.True(bench.Controller.Result!.Succeeded);
        Assert.Contains("asked", bench.Controller.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_CancelIgnored_KilledAfterGrace()
    {
        await using var bench = await Bench.StartAsync(FunctionExecutorTests.Bash("trap '' TERM; echo ready; while :; do sleep 0.1; done"));
        var run = bench.RunAsync();
        await Bench.UntilAsync(() => bench.Controller.Log.Contains("ready", StringComparison.Ordinal), "the function runs");
        bench.Controller.Cancel = true;

        Assert.Equal(WorkerProtocol.ExitCancelled, await run);
        Assert.Equal(ReasonCode.Cancelled, bench.Controller.Result!.Reason);
    }

    [Fact]
    public async Task Run_TicketRefused_ExitsWithoutDoingAnything()
    {
        await using var bench = await Bench.StartAsync(FunctionExecutorTests.Bash("touch $HOME/../../done"));
        bench.Controller.Refuse = true;

        Assert.Equal(WorkerProtocol.ExitRefused, await bench.RunAsync());
        Assert.Null(bench.Controller.Result);
        Assert.False(File.Exists(Path.Combine(bench.Folder, "done")));
    }

    [Fact]
    public async Task Run_SupersededWhileItRuns_StopsAndExitsRefused()
    {
        await using var bench = await Bench.StartAsync(FunctionExecutorTests.Bash("echo ready; sleep 1000"));
        var run = bench.RunAsync();
        await Bench.UntilAsync(() => bench.Controller.Log.Contains("ready", StringComparison.Ordinal), "the function runs");
        bench.Controller.Refuse = true;

        Assert.Equal(WorkerProtocol.ExitRefused, await run);
        Assert.Null(bench.Controller.Result);
    }

    [Fact]
    public async Task Run_ControllerSilent_FencesItself()
    {
        await using var bench = await Bench.StartAsync(FunctionExecutorTests.Bash("echo $$ > $HOME/../../pid; trap '' TERM; echo ready; while :; do sleep 0.1; done"));
        bench.Controller.Silence = TimeSpan.FromSeconds(3);
        var run = bench.RunAsync();
        await Bench.UntilAsync(() => bench.Controller.Log.Contains("ready", StringComparison.Ordinal), "the function runs");
        bench.Controller.Silent = true;

        Assert.Equal(WorkerProtocol.ExitFenced, await run);
        Assert.False(Directory.Exists($"/proc/{File.ReadAllText(Path.Combine(bench.Folder, "pid")).Trim()}"));
    }

    [Fact]
    public async Task Run_ShortOutages_HarmNothing()
    {
        await using var bench = await Bench.StartAsync(FunctionExecutorTests.Bash("for i in $(seq 1 2000); do echo line $i; done; echo '{\"ok\": true}' > $ACTORS_OUTPUT"));
        bench.Controller.FailNext = 3;

        Assert.Equal(0, await bench.RunAsync());
        Assert.Equal(string.Concat(Enumerable.Range(1, 2000).Select(x => $"line {x}\n")), bench.Controller.Log);
        Assert.Empty(bench.Controller.Unauthorized);
    }

    [Fact]
    public async Task Run_AtTheEnd_LeavesNoFiles()
    {
        await using var bench = await Bench.StartAsync(FunctionExecutorTests.Bash("touch file $HOME/a $TMPDIR/b"));

        Assert.Equal(0, await bench.RunAsync());
        Assert.Empty(Directory.GetFileSystemEntries(Path.Combine(bench.Folder, "worker")));
    }
}
