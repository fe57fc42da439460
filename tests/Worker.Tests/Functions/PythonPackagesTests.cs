using System.Diagnostics;
using System.IO.Compression;
using Actors.Contracts.Activities;
using Actors.Contracts.Workers;
using Actors.Worker.Tests.Support;

namespace Actors.Worker.Tests.Functions;

/// <summary>Dependencies of Python functions, with the pip of this machine and without any registry.</summary>
public sealed class PythonPackagesTests
{
    private const string Source = "import actors_probe\ndef handle(logger, request):\n  return {'version': actors_probe.VERSION}";

    [Fact]
    public async Task Run_Dependency_IsInstalledOnceForAProject()
    {
        await using var bench = await StartAsync("actors-probe==1.5");
        Assert.Equal(0, await bench.RunAsync());
        Assert.Equal("1.5", bench.Controller.Result!.Outputs!["version"]!.GetValue<string>());
        Assert.Contains("installing actors-probe==1.5", bench.Controller.Log, StringComparison.Ordinal);

        Assert.Equal(0, await bench.RunAsync());
        Assert.DoesNotContain("installing", bench.Controller.Log, StringComparison.Ordinal);

        var job = bench.Controller.Job;
        bench.Controller.Job = job with { Function = job.Function! with { Caller = Probe.Caller with { ProjectId = "project-2" } } };
        Assert.Equal(0, await bench.RunAsync());
        Assert.Contains("installing", bench.Controller.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_UnusedForLong_IsRemovedWhenAnotherComes()
    {
        await using var bench = await StartAsync("actors-probe==1.5");
        var old = Directory.CreateDirectory(Path.Combine(bench.Folder, "tools", "python", "old"));
        var young = Directory.CreateDirectory(Path.Combine(bench.Folder, "tools", "python", "young"));
        old.LastWriteTimeUtc = DateTime.UtcNow.AddDays(-8);

        Assert.Equal(0, await bench.RunAsync());
        Assert.Equal((false, true), (Directory.Exists(old.FullName), Directory.Exists(young.FullName)));
    }

    [Fact]
    public async Task Run_NoRegistry_SaysSoAndWhatHelps()
    {
        await using var bench = await StartAsync("actors-probe==1.5");
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
    }

    [Fact]
    public async Task Run_NoPip_ToolMissing()
    {
        await using var bench = await StartAsync("actors-probe==1.5");
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

    [Theory]
    [InlineData("-r /etc/passwd")]
    [InlineData("--index-url=http://evil.example")]
    [InlineData("")]
    [InlineData("# nothing")]
    [InlineData("one\n--index-url=http://evil.example")]
    public async Task Run_WhatIsNoDependency_InvalidInput(string dependency)
    {
        await using var bench = await StartAsync(dependency);

        Assert.Equal(WorkerProtocol.ExitFailed, await bench.RunAsync());
        Assert.Equal(ReasonCode.InvalidInput, bench.Controller.Result!.Reason);
    }

    private static async Task<Bench> StartAsync(string dependency)
    {
        var job = PythonFunctionTests.Python(Source);
        var bench = await Bench.StartAsync(job with { Function = job.Function! with { Dependencies = [dependency] } });
        var wheels = Directory.CreateDirectory(Path.Combine(bench.Folder, "wheels")).FullName;
        Wheel(Path.Combine(wheels, "actors_probe-1.5-py3-none-any.whl"));
        bench.Controller.Job = bench.Controller.Job with { Environment = new Dictionary<string, string> { ["PIP_NO_INDEX"] = "1", ["PIP_FIND_LINKS"] = wheels } };
        return bench;
    }

    private static void Wheel(string file)
    {
        using var archive = ZipFile.Open(file, ZipArchiveMode.Create);
        foreach (var (name, text) in new[]
        {
            ("actors_probe.py", "VERSION = '1.5'\n"),
            ("actors_probe-1.5.dist-info/METADATA", "Metadata-Version: 2.1\nName: actors-probe\nVersion: 1.5\n"),
            ("actors_probe-1.5.dist-info/WHEEL", "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n"),
            ("actors_probe-1.5.dist-info/RECORD", "actors_probe.py,,\nactors_probe-1.5.dist-info/METADATA,,\nactors_probe-1.5.dist-info/WHEEL,,\nactors_probe-1.5.dist-info/RECORD,,\n"),
        })
        {
            using var writer = new StreamWriter(archive.CreateEntry(name).Open());
            writer.Write(text);
        }
    }

    private static async Task<string> RealAsync()
    {
        using var process = Process.Start(new ProcessStartInfo("python3", ["-c", "import sys; print(sys.executable)"]) { RedirectStandardOutput = true })!;
        return (await process.StandardOutput.ReadToEndAsync(Bench.Cancellation)).Trim();
    }
}
