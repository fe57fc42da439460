using System.Diagnostics;
using System.Security.Cryptography.X509Certificates;
using Actors.Contracts.Activities;
using Actors.Contracts.Workers;
using Actors.Testing;
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
    public async Task Main_FunctionWithStateAndAControllerOfAPrivateAuthority_ReachesItWithoutTls()
    {
        const string Source = """
            import json, urllib.request
            def handle(logger, request):
                known = request["metadata"]
                def call(method, query="", body=None):
                    headers = {"X-Eaas-State-Token": known["stateStoreToken"], "X-Organization-ID": known["organizationID"], "Content-Type": "application/json"}
                    data = None if body is None else json.dumps(body).encode()
                    with urllib.request.urlopen(urllib.request.Request(known["stateStoreUrl"] + query, data, headers, method=method), timeout=3) as answer:
                        return answer.read().decode()
                call("PUT", body={"scope": {"organization_id": "org-1"}, "key": "k", "value": ["ö"], "version": 0})
                return {"read": json.loads(call("GET", "?organization_id=org-1&key=k"))}
            """;
        using var authority = new TestAuthority("actors test");
        using var certificate = X509Certificate2.CreateFromPemFile(authority.CertificateFile);
        using var usable = X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
        await using var bench = await Bench.StartAsync(PythonFunctionTests.Python(Source), usable);
        // Away for longer than the client would wait without a sign, and its first answer is lost.
        (bench.Controller.Values.Unavailable, bench.Controller.Values.AnswersToLose) = (5, 1);
        var trusted = Path.Combine(bench.Folder, "ca.pem");
        await File.WriteAllTextAsync(trusted, await File.ReadAllTextAsync(authority.RootFile, Bench.Cancellation) + "\n" + authority.Between[0].ExportCertificatePem(), Bench.Cancellation);
        using var worker = Start(bench, x => x[WorkerEnvironment.CaFile] = trusted);

        await worker.WaitForExitAsync(Bench.Cancellation);

        Assert.True(worker.ExitCode == 0, bench.Controller.Log + bench.Controller.Result?.Message + await worker.StandardError.ReadToEndAsync(Bench.Cancellation));
        Assert.Equal("""{"read":{"value":["\u00F6"],"version":1}}""", bench.Controller.Result!.Outputs!.ToJsonString());
        Assert.Equal("org-1 k", Assert.Single(bench.Controller.Values.All).Key);
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
