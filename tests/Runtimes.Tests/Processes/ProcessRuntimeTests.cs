using Actors.Contracts.Activities;
using Actors.Contracts.Runtimes;
using Actors.Runtimes.Processes;

namespace Actors.Runtimes.Tests.Processes;

public sealed partial class ProcessRuntimeTests : IAsyncLifetime
{
    private const string Installation = "01INSTALLATION";
    private const string Agent = "default/default/local";
    private const string Ticket = "at.very-secret";

    private readonly string _data = Directory.CreateTempSubdirectory("actors-process-").FullName;
    private readonly List<IWorkerRuntime> _runtimes = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string AgentFolder => Path.Combine(_data, "workers", WorkerName.Hash($"{Installation}\n{Agent}"));

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        foreach (var worker in await Create("exit 0").ListAsync(CancellationToken.None))
            await _runtimes[^1].RemoveAsync(worker.Attempt, CancellationToken.None);
        foreach (var runtime in _runtimes)
            await runtime.DisposeAsync();
        Directory.Delete(_data, true);
    }

    [Fact]
    public async Task Start_EnvironmentAndArguments_HoldNoTicketAndNothingOfTheSilo()
    {
        Environment.SetEnvironmentVariable("RUNTIME_TEST_PASSED", "through");
        Environment.SetEnvironmentVariable("RUNTIME_TEST_KEPT", "back");
        var runtime = Create("env | sort; cat $ACTORS_TICKET_FILE; rm $ACTORS_TICKET_FILE; echo; stat -c %a . $HOME ..; pwd; echo up; sleep 600", ("Process:Environment:0", "RUNTIME_TEST_PASSED"));
        var spec = Spec();
        await runtime.StartAsync(spec, Token);
        await PrintedAsync(runtime, spec, "up\n");
        var folder = FolderOf(spec);

        var lines = (await runtime.LogTailAsync(spec.Attempt, 100_000, Token)).Split('\n');
        var names = lines.Where(line => line.Contains('=', StringComparison.Ordinal)).Select(line => line.Split('=')[0])
            .Except(["PWD", "OLDPWD", "SHLVL", "_"]);

        Assert.Equal(["ACTORS_GIT_SCHEMES", "ACTORS_TICKET_FILE", "ACTORS_TOOLS", "ACTORS_WORKDIR", "ACTORS_WORKER_URL", "HOME", "LANG", "PATH", "RUNTIME_TEST_PASSED", "TMPDIR"], names);
        Assert.Contains($"ACTORS_TOOLS={_data}/tools", lines);
        Assert.Contains("ACTORS_GIT_SCHEMES=https,ssh", lines);
        Assert.Contains(Ticket, lines);
        Assert.Equal(3, lines.Count(line => line == "700"));
        Assert.Contains(folder.Work, lines);
        var identity = folder.ReadIdentity()!;
        foreach (var pid in ProcessReaper.Find(folder.FullPath, identity, []))
        {
            Assert.DoesNotContain(Ticket, await File.ReadAllTextAsync($"/proc/{pid}/cmdline", Token), StringComparison.Ordinal);
            Assert.DoesNotContain(Ticket, await File.ReadAllTextAsync($"/proc/{pid}/environ", Token), StringComparison.Ordinal);
            Assert.Equal(identity.Pid, ProcFs.Read(pid)?.Session);
        }

        foreach (var file in Directory.EnumerateFiles(folder.FullPath).Where(file => file != folder.Output))
            Assert.DoesNotContain(Ticket, await File.ReadAllTextAsync(file, Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_CreatedButNeverStarted_IsStartedByTheNextAgent()
    {
        var spec = Spec();
        Directory.CreateDirectory(AgentFolder);
        FolderOf(spec).Fill(WorkerFile.Of(spec, []), spec.Ticket);

        var runtime = Create("exit 6", ("Process:Limits", "off"));

        Assert.Equal(6, (await EndAsync(runtime, spec)).ExitCode);
    }

    [Fact]
    public async Task Watch_SupervisorKilled_IsLostAndNothingRunsOn()
    {
        var runtime = Create("setsid sleep 600 & echo up; exec sleep 600");
        var spec = Spec();
        await runtime.StartAsync(spec, Token);
        await PrintedAsync(runtime, spec, "up\n");
        var folder = FolderOf(spec);

        Posix.Signal(folder.ReadIdentity()!.Pid, Posix.Kill);
        var end = await EndAsync(runtime, spec);

        Assert.Equal((ReasonCode.WorkerLost, null, null), (end.Reason, end.ExitCode, end.Signal));
        Assert.Empty(ProcessReaper.Find(folder.FullPath, folder.ReadIdentity(), []));
    }

    [Fact]
    public async Task Watch_WorkerEndsBeforeItsChildren_NothingRunsOn()
    {
        var runtime = Create("setsid sleep 600 & sleep 600 & exit 2");
        var spec = Spec();
        await runtime.StartAsync(spec, Token);

        Assert.Equal(2, (await EndAsync(runtime, spec)).ExitCode);
        Assert.Empty(ProcessReaper.Find(FolderOf(spec).FullPath, FolderOf(spec).ReadIdentity(), []));
    }

    [Fact]
    public async Task List_FolderDeletedWhileNoAgentLived_ProcessesAreCollected()
    {
        var runtime = Create("echo up; sleep 600");
        var spec = Spec();
        await runtime.StartAsync(spec, Token);
        await PrintedAsync(runtime, spec, "up\n");
        var identity = FolderOf(spec).ReadIdentity()!;
        await runtime.DisposeAsync();
        Directory.Delete(FolderOf(spec).FullPath, true);

        Assert.Empty(await Create("exit 0").ListAsync(Token));

        Assert.Empty(ProcessReaper.Find(FolderOf(spec).FullPath, identity, []));
    }

    [Fact]
    public async Task List_InterruptedRemovalAndOldDraft_AreCollected()
    {
        var spec = Spec();
        Directory.CreateDirectory(AgentFolder);
        FolderOf(spec).Fill(WorkerFile.Of(spec, []), spec.Ticket);
        Directory.Move(FolderOf(spec).FullPath, Path.Combine(AgentFolder, $".gone-{FolderOf(spec).Worker}-{Guid.NewGuid():N}"));
        var old = Directory.CreateDirectory(Path.Combine(AgentFolder, ".new-old"));
        old.LastWriteTimeUtc = TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(-1);
        Directory.CreateDirectory(Path.Combine(AgentFolder, ".new-young"));

        Assert.Empty(await Create("exit 0").ListAsync(Token));

        Assert.Equal([".new-young"], Directory.EnumerateDirectories(AgentFolder).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Remove_FolderOfAnotherOwner_IsNotTouched()
    {
        var runtime = Create("exit 0");
        await runtime.ListAsync(Token);
        var spec = Spec();
        FolderOf(spec).Fill(WorkerFile.Of(spec with { Installation = "01SOMEBODYELSE" }, []), spec.Ticket);

        await runtime.RemoveAsync(spec.Attempt, Token);
        var exception = await Assert.ThrowsAsync<WorkerStartException>(() => runtime.StartAsync(spec, Token));

        Assert.Contains(FolderOf(spec).FullPath, exception.Message, StringComparison.Ordinal);
        Assert.True(FolderOf(spec).Exists);
        Assert.Empty(await runtime.ListAsync(Token));
    }

    [Fact]
    public async Task Start_SpecOfAnotherAgent_IsRefused()
    {
        var runtime = Create("exit 0");

        await Assert.ThrowsAsync<ArgumentException>(() => runtime.StartAsync(Spec() with { Agent = "other" }, Token));
    }
}
