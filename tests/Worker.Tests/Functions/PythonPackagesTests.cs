using System.Diagnostics;
using Actors.Contracts.Activities;
using Actors.Contracts.Workers;
using Actors.Testing;
using Actors.Worker.Tests.Support;

namespace Actors.Worker.Tests.Functions;

/// <summary>Dependencies of Python functions, with the pip of this machine and an index of our own.</summary>
public sealed class PythonPackagesTests : IAsyncDisposable
{
    private const string Source = "import actors_probe\ndef handle(logger, request):\n  return {'version': actors_probe.VERSION}";
    private readonly PackageIndex _index = new();

    public ValueTask DisposeAsync() => _index.DisposeAsync();

    [Fact]
    public async Task Run_Dependency_IsInstalledOnceForAProject()
    {
        await using var bench = await StartAsync();
        await RunsAsync(bench);
        Assert.Contains("installing actors-probe==1.5", bench.Controller.Log, StringComparison.Ordinal);

        await RunsAsync(bench);
        Assert.DoesNotContain("installing", bench.Controller.Log, StringComparison.Ordinal);
        Assert.Equal(1, _index.Downloads);
    }

    [Fact]
    public async Task Run_OtherProjectOfTheSameTools_InstallsItsOwn()
    {
        await using var bench = await StartAsync();
        await RunsAsync(bench);
        var job = bench.Controller.Job;
        bench.Controller.Job = job with { Function = job.Function! with { Caller = Probe.Caller with { ProjectId = "project-2" } } };
        bench.Controller.Artifacts.Clear();

        await RunsAsync(bench);

        Assert.Contains("installing", bench.Controller.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_WorkerWithToolsOfItsOwn_TakesWhatTheControllerKeeps()
    {
        await using var bench = await StartAsync();
        await RunsAsync(bench);
        Directory.Delete(Path.Combine(bench.Folder, "tools"), recursive: true);

        await RunsAsync(bench);

        Assert.DoesNotContain("installing", bench.Controller.Log, StringComparison.Ordinal);
        Assert.Equal(1, _index.Downloads);
    }

    [Fact]
    public async Task Run_KeptArchiveIsDamaged_InstallsAgain()
    {
        await using var bench = await StartAsync();
        await RunsAsync(bench);
        Directory.Delete(Path.Combine(bench.Folder, "tools"), recursive: true);
        var kept = Assert.Single(bench.Controller.Artifacts.Keys, name => name.StartsWith("packages/", StringComparison.Ordinal));
        bench.Controller.Artifacts[kept] = [1, 2, 3];

        await RunsAsync(bench);

        Assert.Contains("they are installed again", bench.Controller.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_LargerThanWhatIsKept_RunsAndSaysSo()
    {
        await using var bench = await StartAsync();
        bench.Controller.LargestPackages = 10;

        await RunsAsync(bench);

        Assert.Contains("not kept for other calls", bench.Controller.Log, StringComparison.Ordinal);
        Assert.DoesNotContain(bench.Controller.Artifacts.Keys, name => name.StartsWith("packages/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_FilesAndVariablesOfTheJob_HaveNoSayInWhatOthersGet()
    {
        await using var bench = await StartAsync();
        var evil = "raise SystemExit('planted')\n"u8.ToArray();
        var spy = "chr(0) + '-m' + chr(0) in open('/proc/self/cmdline').read() and print('planted')\n"u8.ToArray();
        bench.Controller.Job = bench.Controller.Job with
        {
            Files = [new("pip.py", evil, false), new("platform.py", evil, false), new("lib/sitecustomize.py", spy, false)],
            Environment = new Dictionary<string, string>(bench.Controller.Job.Environment) { ["PYTHONPATH"] = "lib" },
        };

        await RunsAsync(bench);

        Assert.DoesNotContain("planted", bench.Controller.Log, StringComparison.Ordinal);
        Assert.Single(bench.Controller.Artifacts.Keys, name => name.StartsWith("packages/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_NotToBeKept_AreOfThisCallOnly()
    {
        await using var bench = await StartAsync();
        bench.Controller.Job = bench.Controller.Job with { Function = bench.Controller.Job.Function! with { KeepsPackages = false } };

        await RunsAsync(bench);

        Assert.Contains("installed for this call only: the template writes files outside", bench.Controller.Log, StringComparison.Ordinal);
        Assert.DoesNotContain(bench.Controller.Artifacts.Keys, name => name.StartsWith("packages/", StringComparison.Ordinal));
        Assert.False(Directory.Exists(Path.Combine(bench.Folder, "tools", "python")));
    }

    [Fact]
    public async Task Run_PackagesOfAFolder_AreOfThisCallOnly()
    {
        await using var bench = await StartAsync();
        var wheels = Directory.CreateDirectory(Path.Combine(bench.Folder, "wheels")).FullName;
        await File.WriteAllBytesAsync(Path.Combine(wheels, PackageIndex.Wheel), PackageIndex.Bytes(), Bench.Cancellation);
        bench.Controller.Job = bench.Controller.Job with { Environment = new Dictionary<string, string> { ["PIP_NO_INDEX"] = "1", ["PIP_FIND_LINKS"] = wheels } };

        for (var run = 0; run < 2; run++)
        {
            await RunsAsync(bench);
            Assert.Contains("installed for this call only: PIP_FIND_LINKS", bench.Controller.Log, StringComparison.Ordinal);
        }

        Assert.DoesNotContain(bench.Controller.Artifacts.Keys, name => name.StartsWith("packages/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_UnusedForLong_IsRemovedWhenAnotherComes()
    {
        await using var bench = await StartAsync();
        var old = Directory.CreateDirectory(Path.Combine(bench.Folder, "tools", "python", "old"));
        var young = Directory.CreateDirectory(Path.Combine(bench.Folder, "tools", "python", "young"));
        old.LastWriteTimeUtc = DateTime.UtcNow.AddDays(-8);

        await RunsAsync(bench);

        Assert.Equal((false, true), (Directory.Exists(old.FullName), Directory.Exists(young.FullName)));
    }

    [Fact]
    public async Task Run_NoRegistry_SaysSoAndWhatHelps()
    {
        await using var bench = await StartAsync();
        bench.Controller.Job = bench.Controller.Job with
        {
            Environment = new Dictionary<string, string> { ["PIP_INDEX_URL"] = "http://127.0.0.1:1/simple", ["PIP_RETRIES"] = "0", ["PIP_DEFAULT_TIMEOUT"] = "2" },
        };

        Assert.Equal(WorkerProtocol.ExitFailed, await bench.RunAsync());
        var result = bench.Controller.Result!;
        Assert.Equal(ReasonCode.JobFailed, result.Reason);
        Assert.Contains("actors-probe==1.5", result.Message, StringComparison.Ordinal);
        Assert.Contains("PIP_INDEX_URL", result.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetDirectories(Path.Combine(bench.Folder, "tools", "python")));
        Assert.DoesNotContain(bench.Controller.Artifacts.Keys, name => name.StartsWith("packages/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_NoPip_ToolMissing()
    {
        await using var bench = await StartAsync();
        var folder = Directory.CreateDirectory(Path.Combine(bench.Folder, "bin")).FullName;
        var python = Path.Combine(folder, "python3");
        // Without its site, Python has no packages but those of its own library.
        await File.WriteAllTextAsync(python, $"#!/bin/sh\nexec '{await RealAsync()}' -S \"$@\"\n", Bench.Cancellation);
        File.SetUnixFileMode(python, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        bench.Path = $"{folder}:/usr/bin:/bin";

        Assert.Equal(WorkerProtocol.ExitFailed, await bench.RunAsync());
        Assert.Equal(ReasonCode.ToolMissing, bench.Controller.Result!.Reason);
        Assert.Contains("pip", bench.Controller.Result.Message, StringComparison.Ordinal);
    }

    private async Task<Bench> StartAsync()
    {
        var job = PythonFunctionTests.Python(Source);
        return await Bench.StartAsync(job with
        {
            Function = job.Function! with { Dependencies = ["actors-probe==1.5"], KeepsPackages = true },
            Environment = new Dictionary<string, string> { ["PIP_INDEX_URL"] = _index.Address },
        });
    }

    private static async Task RunsAsync(Bench bench)
    {
        Assert.True(await bench.RunAsync() == 0, bench.Controller.Log);
        Assert.Equal("1.5", bench.Controller.Result!.Outputs!["version"]!.GetValue<string>());
    }

    private static async Task<string> RealAsync()
    {
        using var process = Process.Start(new ProcessStartInfo("python3", ["-c", "import sys; print(sys.executable)"]) { RedirectStandardOutput = true })!;
        return (await process.StandardOutput.ReadToEndAsync(Bench.Cancellation)).Trim();
    }
}
