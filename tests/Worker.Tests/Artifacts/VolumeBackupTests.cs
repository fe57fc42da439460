using Actors.Contracts.Activities;
using Actors.Contracts.Workers;
using Actors.Worker.Tests.Support;

namespace Actors.Worker.Tests.Artifacts;

public sealed class VolumeBackupTests
{
    [Theory]
    [InlineData("exit 0", true)]
    [InlineData("exit 3", false)]
    public async Task Run_VolumeThatIsKept_IsThereForTheNextJob(string end, bool succeeds)
    {
        await using var bench = await BenchAsync($"mkdir -p .git sub; echo first > sub/file; echo head > .git/HEAD; ln -s file sub/link; {end}", out var volume);

        Assert.Equal(succeeds ? 0 : WorkerProtocol.ExitFailed, await bench.RunAsync());
        Directory.Delete(volume, true);
        Directory.CreateDirectory(volume);
        bench.Controller.Job = Job("cat sub/link .git/HEAD", volume);

        Assert.Equal(0, await bench.RunAsync());
        Assert.Contains("first\nhead\n", bench.Controller.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_WhatAnArchiveCannotHold_IsLeftOut()
    {
        await using var bench = await BenchAsync("ln -s /etc/passwd outside; mkfifo pipe; echo kept > file", out var volume);

        Assert.Equal(0, await bench.RunAsync());
        Assert.Contains("without 2 entries", bench.Controller.Log, StringComparison.Ordinal);
        Directory.Delete(volume, true);
        Directory.CreateDirectory(volume);
        bench.Controller.Job = Job("ls", volume);
        Assert.Equal(0, await bench.RunAsync());
        Assert.Contains("\nfile\n", bench.Controller.Log, StringComparison.Ordinal);
        Assert.DoesNotContain("\npipe\n", bench.Controller.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_Cancelled_KeepsWhatWasKeptBefore()
    {
        await using var bench = await BenchAsync("echo begun > file; echo begun; sleep 60", out _);
        var running = bench.RunAsync();
        await Bench.UntilAsync(() => bench.Controller.Log.Contains("begun", StringComparison.Ordinal), "the program");

        bench.Controller.Cancel = true;

        Assert.Equal(WorkerProtocol.ExitCancelled, await running);
        Assert.Empty(bench.Controller.Artifacts);
    }

    [Fact]
    public async Task Run_WithoutAnIsolatedFileSystem_IsRefused()
    {
        await using var bench = await BenchAsync("exit 0", out _);
        bench.Isolated = false;

        Assert.Equal(WorkerProtocol.ExitFailed, await bench.RunAsync());
        Assert.Equal(ReasonCode.InvalidInput, bench.Controller.Result!.Reason);
    }

    private static Task<Bench> BenchAsync(string script, out string volume)
    {
        volume = Directory.CreateTempSubdirectory("worker-volume-").FullName;
        return StartAsync(script, volume);
    }

    private static async Task<Bench> StartAsync(string script, string volume)
    {
        var bench = await Bench.StartAsync(Job(script, volume));
        bench.Isolated = true;
        return bench;
    }

    private static WorkerJob Job(string script, string volume) => new()
    {
        Kind = WorkerKind.Command,
        Grace = TimeSpan.FromMilliseconds(500),
        Command = new() { Command = ["sh", "-c", script], Directory = volume },
        Volumes = [new(JobVolume.NameOf("cache", volume), volume)],
    };
}
