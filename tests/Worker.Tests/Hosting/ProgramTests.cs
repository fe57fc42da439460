using System.Diagnostics;
using Actors.Contracts.Activities;
using Actors.Contracts.Workers;
using Actors.Worker.Hosting;
using Actors.Worker.Tests.Functions;
using Actors.Worker.Tests.Support;

namespace Actors.Worker.Tests.Hosting;

/// <summary>The program itself, as a process.</summary>
public sealed class ProgramTests
{
    [Fact]
    public async Task Main_TicketFile_UnlinkedAndNothingSecretForChildren()
    {
        await using var bench = await Bench.StartAsync(FunctionExecutorTests.Bash("env; cat /proc/$PPID/cmdline; ls \"$HOME/../..\"; echo '{\"ok\": 1}' > $ACTORS_OUTPUT"));
        using var worker = Start(bench);

        await worker.WaitForExitAsync(Bench.Cancellation);

        Assert.Equal(0, worker.ExitCode);
        Assert.False(File.Exists(Path.Combine(bench.Folder, "ticket")));
        Assert.DoesNotContain("ACTORS_TICKET", bench.Controller.Log, StringComparison.Ordinal);
        Assert.DoesNotContain("ACTORS_WORKER_URL", bench.Controller.Log, StringComparison.Ordinal);
        Assert.DoesNotContain("planted", bench.Controller.Log, StringComparison.Ordinal);
        Assert.True(bench.Controller.Result!.Succeeded);
    }

    [Fact]
    public async Task Main_PythonFunction_IsServedByThisVeryProgramsFiles()
    {
        await using var bench = await Bench.StartAsync(PythonFunctionTests.Python(Probe.Python, Probe.Input("execute_again", 1)));
        using var worker = Start(bench);

        await worker.WaitForExitAsync(Bench.Cancellation);

        Assert.Equal((0, ReasonCode.Polling), (worker.ExitCode, bench.Controller.Result!.Reason));
        Assert.Equal(1, bench.Controller.Result.Again!.Data!["counter"]!.GetValue<int>());
    }

    [Fact]
    public async Task Main_ChildThatLeftItsGroup_IsGoneAfterwards()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/setsid"), "no setsid here");
        // The sixth field of stat is the session: the child is its own session's leader once it has left.
        await using var bench = await Bench.StartAsync(FunctionExecutorTests.Bash("setsid sleep 1000 & until [ \"$(cut -d' ' -f6 /proc/$!/stat)\" = $! ]; do sleep 0.01; done; echo \"{\\\"pid\\\": $!}\" > $ACTORS_OUTPUT"));
        using var worker = Start(bench);

        await worker.WaitForExitAsync(Bench.Cancellation);

        var pid = bench.Controller.Result!.Outputs!["pid"]!.GetValue<int>();
        Assert.NotEqual(0, pid);
        Assert.False(Directory.Exists($"/proc/{pid}"));
    }

    [Fact]
    public async Task Main_OrphansOfTheJob_AreReapedWhileItRuns()
    {
        // Each sub-shell leaves an orphan that ends at once; field 4 of stat is its parent, which then is the worker.
        const string Source = """
            for i in 1 2 3 4 5; do ( ( : ) & ) ; done
            ( ( sleep 0.3; exit 3 ) & echo $! > orphan )
            orphan=$(cat orphan)
            until [ "$(cut -d' ' -f4 /proc/$orphan/stat)" = $PPID ]; do sleep 0.01; done
            for i in $(seq 500); do [ -e /proc/$orphan ] || break; sleep 0.01; done
            zombies=0
            for stat in /proc/[0-9]*/stat; do
              read -r pid name state parent rest 2>/dev/null < $stat && [ "$parent" = $PPID ] && [ "$state" = Z ] && zombies=$((zombies + 1))
            done
            [ -e /proc/$orphan ] && zombies=$((zombies + 1))
            echo "{\"zombies\": $zombies, \"orphan\": $orphan}" > $ACTORS_OUTPUT
            """;
        await using var bench = await Bench.StartAsync(FunctionExecutorTests.Bash(Source));
        using var worker = Start(bench);

        await worker.WaitForExitAsync(Bench.Cancellation);

        Assert.Equal(0, worker.ExitCode);
        Assert.Equal(0, bench.Controller.Result!.Outputs!["zombies"]!.GetValue<int>());
    }

    [Fact]
    public async Task Main_CaFileWithoutCertificate_UsageError()
    {
        await using var bench = await Bench.StartAsync(FunctionExecutorTests.Bash("true"));
        var authority = Path.Combine(bench.Folder, "ca.pem");
        await File.WriteAllTextAsync(authority, "no certificate", Bench.Cancellation);
        using var worker = Start(bench, x => x[WorkerEnvironment.CaFile] = authority);

        await worker.WaitForExitAsync(Bench.Cancellation);

        Assert.Equal(ExitCodes.Usage, worker.ExitCode);
        Assert.Contains(authority, await worker.StandardError.ReadToEndAsync(Bench.Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Main_Sigterm_CancelledResult()
    {
        await using var bench = await Bench.StartAsync(FunctionExecutorTests.Bash("echo ready; sleep 1000"));
        using var worker = Start(bench);
        await Bench.UntilAsync(() => bench.Controller.Log.Contains("ready", StringComparison.Ordinal), "the function runs");

        _ = Processes.Libc.Kill(worker.Id, Processes.Libc.SigTerm);
        await worker.WaitForExitAsync(Bench.Cancellation);

        Assert.Equal(WorkerProtocol.ExitCancelled, worker.ExitCode);
        Assert.Equal(ReasonCode.Cancelled, bench.Controller.Result!.Reason);
        Assert.Contains("SIGTERM", bench.Controller.Result.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Main_NoUrl_UsageError()
    {
        await using var bench = await Bench.StartAsync(FunctionExecutorTests.Bash("true"));
        using var worker = Start(bench, x => x.Remove(WorkerEnvironment.Url));

        await worker.WaitForExitAsync(Bench.Cancellation);

        Assert.Equal(ExitCodes.Usage, worker.ExitCode);
        Assert.Contains(WorkerEnvironment.Url, await worker.StandardError.ReadToEndAsync(Bench.Cancellation), StringComparison.Ordinal);
    }

    private static Process Start(Bench bench, Action<IDictionary<string, string?>>? change = null)
    {
        var ticket = Path.Combine(bench.Folder, "ticket");
        File.WriteAllText(ticket, FakeController.Ticket);
        // An ahead-of-time compiled worker can be put to the same test.
        var start = Environment.GetEnvironmentVariable("ACTORS_TEST_WORKER") is { Length: > 0 } compiled
            ? new ProcessStartInfo(compiled)
            : new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [typeof(WorkerHost).Assembly.Location]);
        start.RedirectStandardError = true;
        start.RedirectStandardOutput = true;
        start.Environment[WorkerEnvironment.Url] = bench.Controller.Address.AbsoluteUri;
        start.Environment[WorkerEnvironment.TicketFile] = ticket;
        start.Environment[WorkerEnvironment.WorkDir] = Directory.CreateDirectory(Path.Combine(bench.Folder, "worker")).FullName;
        change?.Invoke(start.Environment);
        return Process.Start(start)!;
    }
}
