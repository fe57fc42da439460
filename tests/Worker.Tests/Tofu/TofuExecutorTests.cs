using System.Formats.Tar;
using System.IO.Compression;
using System.Reflection;
using System.Text;
using System.Text.Json.Nodes;
using Actors.Contracts.Activities;
using Actors.Contracts.Workers;
using Actors.Worker.Processes;
using Actors.Worker.Tests.Support;

namespace Actors.Worker.Tests.Tofu;

/// <summary>Against the stand-in of tests/TofuStandIn, and against a real terraform where one is on PATH.</summary>
public sealed partial class TofuExecutorTests
{
    private const string Main = """
        variable "name" {
          type = string
        }
        variable "count_of" {
          default = 2
        }
        variable "secret" {
          type      = string
          sensitive = true
        }
        output "id" {
          value = "net-${var.name}"
        }
        output "count" {
          value = var.count_of
        }
        output "key" {
          value     = "key-${var.secret}"
          sensitive = true
        }
        """;

    [Theory]
    [InlineData("tofu")]
    [InlineData("terraform")]
    public async Task Run_ApplyThenDestroy_OutputsStateAndLock(string tool)
    {
        await using var bench = await StartAsync(tool, Job());

        var exit = await bench.RunAsync();

        Assert.True(exit == 0, bench.Controller.Result?.Message + bench.Controller.Log);
        var outputs = bench.Controller.Result!.Outputs!;
        Assert.Equal("net-blue", outputs["id"]!["value"]!.GetValue<string>());
        Assert.Equal(3, outputs["count"]!["value"]!.GetValue<int>());
        Assert.True(outputs["key"]!["sensitive"]!.GetValue<bool>());
        Assert.Equal("key-planted-tofu-secret", outputs["key"]!["value"]!.GetValue<string>());
        Assert.NotNull(bench.Controller.State);
        Assert.Null(bench.Controller.Lock);
        Assert.Contains("LOCK", bench.Controller.StateCalls);
        Assert.Equal(new PlanSummary { Outputs = 3 }, bench.Controller.Result.Plan);
        Assert.DoesNotContain("planted", bench.Controller.Log, StringComparison.Ordinal);

        bench.Controller.Job = Job(x => x with { Destroy = true });
        exit = await bench.RunAsync();

        Assert.True(exit == 0, bench.Controller.Result?.Message + bench.Controller.Log);
        Assert.Empty(JsonNode.Parse(bench.Controller.State)!["outputs"] as JsonObject ?? []);
        Assert.Null(bench.Controller.Lock);
        Assert.DoesNotContain("planted", bench.Controller.Log, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tofu")]
    [InlineData("terraform")]
    public async Task Run_NothingToChangeOrToDestroy_Succeeds(string tool)
    {
        await using var bench = await StartAsync(tool, Job(x => x with { Destroy = true }));

        Assert.True(await bench.RunAsync() == 0, bench.Controller.Result?.Message + bench.Controller.Log);

        bench.Controller.Job = Job();
        Assert.Equal(0, await bench.RunAsync());
        Assert.Equal(0, await bench.RunAsync());
        Assert.Equal("No changes.", bench.Controller.Result!.Message);
        Assert.True(bench.Controller.Result.Plan!.IsEmpty);
        Assert.Equal("net-blue", bench.Controller.Result.Outputs!["id"]!["value"]!.GetValue<string>());
    }

    [Fact]
    public async Task Run_PlanDoesNotCountOutputsAsChanges_OutputsAreAppliedAllTheSame()
    {
        await using var bench = await StartAsync("tofu", Job() with { Environment = new Dictionary<string, string> { ["STAND_IN_OUTPUTS_ARE_NO_CHANGES"] = "1" } });

        Assert.True(await bench.RunAsync() == 0, bench.Controller.Result?.Message + bench.Controller.Log);
        Assert.Equal("net-blue", bench.Controller.Result!.Outputs!["id"]!["value"]!.GetValue<string>());
        Assert.NotNull(bench.Controller.State);
    }

    [Theory]
    [InlineData("tofu")]
    [InlineData("terraform")]
    public async Task Run_LockHeldByAnother_StateLocked(string tool)
    {
        await using var bench = await StartAsync(tool, Job());
        bench.Controller.Lock = """{"ID":"other","Operation":"OperationTypeApply","Info":"","Who":"somebody","Version":"1","Created":"2025-01-01T00:00:00Z","Path":""}""";

        Assert.Equal(WorkerProtocol.ExitFailed, await bench.RunAsync());
        Assert.Equal(ReasonCode.StateLocked, bench.Controller.Result!.Reason);
        Assert.NotNull(bench.Controller.Lock);
    }

    [Theory]
    [InlineData("tofu")]
    [InlineData("terraform")]
    public async Task Run_MissingVariable_TofuFailedWithItsWords(string tool)
    {
        await using var bench = await StartAsync(tool, Job(x => x with { Variables = [] }));

        Assert.Equal(WorkerProtocol.ExitFailed, await bench.RunAsync());
        Assert.Equal(ReasonCode.TofuFailed, bench.Controller.Result!.Reason);
        Assert.Equal(1, bench.Controller.Result.ExitCode);
        Assert.Contains("No value for required variable", bench.Controller.Result.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_NoToolAndNoRelease_ToolMissingSaysWhatToInstall()
    {
        await using var bench = await StartAsync("tofu", Job());
        bench.Path = bench.Folder;

        Assert.Equal(WorkerProtocol.ExitFailed, await bench.RunAsync());
        Assert.Equal(ReasonCode.ToolMissing, bench.Controller.Result!.Reason);
        Assert.Contains("install OpenTofu", bench.Controller.Result.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_DestroyWithoutState_NeedsNoTool()
    {
        await using var bench = await StartAsync("tofu", Job(x => x with { Destroy = true }));
        bench.Path = bench.Folder;

        Assert.True(await bench.RunAsync() == 0, bench.Controller.Result?.Message + bench.Controller.Log);
        Assert.Contains("Nothing to destroy", bench.Controller.Result!.Message, StringComparison.Ordinal);
        Assert.Equal(["LOCK", "GET", "UNLOCK"], bench.Controller.StateCalls);
        Assert.Null(bench.Controller.Lock);
    }

    [Theory]
    [InlineData("""{"version":4,"serial":1,"lineage":"x","outputs":{},"resources":[]}""", null)]
    [InlineData(null, """{"ID":"other"}""")]
    public async Task Run_DestroyWithStateOrWhileLocked_IsLeftToTheTool(string? state, string? locked)
    {
        await using var bench = await StartAsync("tofu", Job(x => x with { Destroy = true }));
        bench.Path = bench.Folder;
        (bench.Controller.State, bench.Controller.Lock) = (state is null ? null : Encoding.UTF8.GetBytes(state), locked);

        Assert.Equal(WorkerProtocol.ExitFailed, await bench.RunAsync());
        Assert.Equal(ReasonCode.ToolMissing, bench.Controller.Result!.Reason);
        Assert.Equal(locked, bench.Controller.Lock);
    }

    [Fact]
    public async Task Run_PinnedRelease_DownloadedCheckedAndKept()
    {
        await using var bench = await StartAsync("tofu", Job());
        using var zip = new MemoryStream();
        using (var archive = new ZipArchive(zip, ZipArchiveMode.Create, leaveOpen: true))
        {
            archive.CreateEntryFromFile(System.IO.Path.Combine(StandIn, "tofu"), "tofu");
        }
        await using var mirror = await DumbGitServer.StartAsync(bench.Folder, "", "");
        File.WriteAllBytes(System.IO.Path.Combine(bench.Folder, "tofu.zip"), zip.ToArray());
        var hash = Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(zip.ToArray()));
        bench.Path = bench.Folder;

        bench.Controller.Job = Job(x => x with { Release = new TofuRelease($"{mirror.Address}/tofu.zip", new string('0', 64), "1.8.0") });
        Assert.Equal(WorkerProtocol.ExitFailed, await bench.RunAsync());
        Assert.Equal(ReasonCode.ToolMissing, bench.Controller.Result!.Reason);

        bench.Controller.Job = Job(x => x with { Release = new TofuRelease($"{mirror.Address}/tofu.zip", hash, "1.8.0") });
        var exit = await bench.RunAsync();
        Assert.True(exit == 0, bench.Controller.Result?.Message + bench.Controller.Log);

        File.Delete(System.IO.Path.Combine(bench.Folder, "tofu.zip"));
        Assert.Equal(0, await bench.RunAsync());
    }

    private static string StandIn =>
        typeof(TofuExecutorTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(x => x.Key == "StandIn").Value!;

    private static WorkerJob Job(Func<OpenTofuJob, OpenTofuJob>? change = null)
    {
        var job = new OpenTofuJob
        {
            SystemBackend = true,
            StatePassword = FakeController.StatePassword,
            Variables = [new TofuVariable("name", "blue", null, false), new TofuVariable("count_of", null, "3", false), new TofuVariable("secret", "planted-tofu-secret", null, true)],
        };
        return new WorkerJob { Kind = WorkerKind.OpenTofu, WorkDir = new ArtifactRef("network.artifact", ArtifactRef.WorkDirName), OpenTofu = change is null ? job : change(job) };
    }

    private static async Task<Bench> StartAsync(string tool, WorkerJob job, string main = Main)
    {
        var bench = await Bench.StartAsync(job);
        if (tool == "tofu")
        {
            bench.Path = $"{StandIn}:/usr/bin:/bin";
        }
        else
        {
            var real = Programs.Find(tool, bench.Path);
            Assert.SkipWhen(real is null, $"no {tool} on PATH");
            var only = Directory.CreateDirectory(System.IO.Path.Combine(bench.Folder, "only")).FullName;
            File.CreateSymbolicLink(System.IO.Path.Combine(only, tool), real!);
            bench.Path = $"{only}:/bin";
        }
        bench.Controller.Artifacts[ArtifactRef.WorkDirName] = await ArchiveAsync(("main.tf", main));
        return bench;
    }

    private static async Task<byte[]> ArchiveAsync(params (string Name, string Text)[] files)
    {
        using var archive = new MemoryStream();
        await using (var gzip = new GZipStream(archive, CompressionLevel.Fastest, leaveOpen: true))
        await using (var tar = new TarWriter(gzip, TarEntryFormat.Gnu))
        {
            foreach (var (name, text) in files)
            {
                await tar.WriteEntryAsync(new GnuTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text)) }, Bench.Cancellation);
            }
        }
        return archive.ToArray();
    }
}
