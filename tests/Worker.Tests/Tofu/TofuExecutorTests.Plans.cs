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

/// <content>Plans that are kept, and applied by others.</content>
public sealed partial class TofuExecutorTests
{
    [Theory]
    [InlineData("tofu")]
    [InlineData("terraform")]
    public async Task Run_PhasesInSeveralWorkers_ApplyThePlanAsItWasMade(string tool)
    {
        await using var bench = await StartAsync(tool, Job(x => x with { Phases = ["init", "plan"] }) with { KeepsWorkDir = true });
        Assert.True(await bench.RunAsync() == 0, bench.Controller.Result?.Message + bench.Controller.Log);
        Assert.Equal([ArtifactRef.WorkDirName], bench.Controller.Result!.Artifacts);
        Assert.Empty(bench.Controller.Result.Outputs!);
        Assert.Null(bench.Controller.State);

        // Another attempt with another password, and without the variables: the plan has them.
        bench.Controller.TakenPassword = "as.another-state-password";
        bench.Controller.Job = Job(x => x with { Phases = ["apply"], Variables = [], StatePassword = "as.another-state-password" }) with { KeepsWorkDir = true };
        Assert.True(await bench.RunAsync() == 0, bench.Controller.Result?.Message + bench.Controller.Log);
        Assert.NotNull(bench.Controller.State);

        bench.Controller.Job = Job(x => x with { Phases = ["output"], Variables = [], StatePassword = "as.another-state-password" });
        Assert.True(await bench.RunAsync() == 0, bench.Controller.Result?.Message + bench.Controller.Log);
        Assert.Equal("net-blue", bench.Controller.Result!.Outputs!["id"]!["value"]!.GetValue<string>());
        Assert.Null(bench.Controller.Lock);
        Assert.DoesNotContain("planted", bench.Controller.Log, StringComparison.Ordinal);
        Assert.DoesNotContain("another-state-password", bench.Controller.Log, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tofu")]
    [InlineData("terraform")]
    public async Task Run_Plan_IsKeptInThreeFilesAndAppliedByTheNextWorker(string tool)
    {
        await using var bench = await StartAsync(tool, Job(x => x with { Phases = ["init", "plan"] }) with { KeepsWorkDir = true, Secrets = ["net-blue"] });
        Assert.True(await bench.RunAsync() == 0, bench.Controller.Result?.Message + bench.Controller.Log);
        Assert.Equal(new PlanSummary { Outputs = 3 }, bench.Controller.Result!.Plan);
        Assert.Equal("create", JsonNode.Parse(bench.Controller.Artifacts["plans/plan.json"])!["output_changes"]!["key"]!["actions"]![0]!.GetValue<string>());
        var text = Encoding.UTF8.GetString(bench.Controller.Artifacts["plans/plan.txt"]);
        Assert.NotEmpty(text);
        Assert.DoesNotContain("net-blue", text, StringComparison.Ordinal);

        // A hook in between changes the plan that travels, which no tool could read any more.
        bench.Controller.Artifacts[ArtifactRef.WorkDirName] = await ChangedPlanAsync(bench.Controller.Artifacts[ArtifactRef.WorkDirName]);
        bench.Controller.PlanOf = "net.plan";
        bench.Controller.Job = Job(x => x with { Phases = ["apply", "output"], Variables = [], PlanOf = "net.plan" });
        Assert.True(await bench.RunAsync() == 0, bench.Controller.Result?.Message + bench.Controller.Log);
        Assert.Equal("net-blue", bench.Controller.Result!.Outputs!["id"]!["value"]!.GetValue<string>());
        Assert.Null(bench.Controller.Result.Plan);
        Assert.Contains("was changed since it was made", bench.Controller.Log, StringComparison.Ordinal);

        bench.Controller.PlanOf = "another";
        Assert.Equal(WorkerProtocol.ExitFailed, await bench.RunAsync());
        Assert.Contains("'net.plan' is not kept", bench.Controller.Result!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_PlanTooLargeToBeKept_IsNotApplied()
    {
        await using var bench = await StartAsync("tofu", Job());
        bench.Controller.LargestPlan = 10;

        Assert.Equal(WorkerProtocol.ExitFailed, await bench.RunAsync());
        Assert.Equal(ReasonCode.LimitExceeded, bench.Controller.Result!.Reason);
        Assert.Contains("what is not kept is not applied", bench.Controller.Result.Message, StringComparison.Ordinal);
        Assert.Equal(3, bench.Controller.Result.Plan!.Outputs);
        Assert.Null(bench.Controller.State);
    }

    [Fact]
    public async Task Run_RealResources_AreCountedAsTheToolCountsThem()
    {
        await using var bench = await StartAsync("terraform", Job(x => x with { Variables = [] }), """
            resource "terraform_data" "kept" {
              input = "a"
            }
            resource "terraform_data" "changed" {
              input = "a"
            }
            resource "terraform_data" "replaced" {
              triggers_replace = "a"
            }
            resource "terraform_data" "gone" {}
            resource "terraform_data" "left" {}
            """);
        Assert.True(await bench.RunAsync() == 0, bench.Controller.Result?.Message + bench.Controller.Log);
        Assert.Equal(new PlanSummary { Add = 5 }, bench.Controller.Result!.Plan);

        bench.Controller.Artifacts[ArtifactRef.WorkDirName] = await ArchiveAsync(("main.tf", """
            resource "terraform_data" "kept" {
              input = "a"
            }
            resource "terraform_data" "changed" {
              input = "b"
            }
            resource "terraform_data" "replaced" {
              triggers_replace = "b"
            }
            resource "terraform_data" "new" {
              for_each = toset(["x", "y"])
            }
            removed {
              from = terraform_data.left
              lifecycle {
                destroy = false
              }
            }
            import {
              to = terraform_data.imported
              id = "12345678-1234-1234-1234-123456789012"
            }
            resource "terraform_data" "imported" {}
            """));
        Assert.True(await bench.RunAsync() == 0, bench.Controller.Result?.Message + bench.Controller.Log);

        Assert.Equal(new PlanSummary { Add = 3, Change = 1, Destroy = 2, Replace = 1, Import = 1, Forget = 1 }, bench.Controller.Result!.Plan);
        Assert.Contains("Plan: 1 to import, 3 to add, 1 to change, 2 to destroy.", bench.Controller.Log, StringComparison.Ordinal);

        bench.Controller.Job = Job(x => x with { Variables = [], Destroy = true });
        Assert.True(await bench.RunAsync() == 0, bench.Controller.Result?.Message + bench.Controller.Log);
        Assert.Equal(new PlanSummary { Destroy = 6 }, bench.Controller.Result!.Plan);
    }

    [Fact]
    public async Task Run_OlderController_AppliesThePlanAtHandAndSaysSo()
    {
        await using var bench = await StartAsync("tofu", Job());
        bench.Controller.KeepsNoPlans = true;
        Assert.True(await bench.RunAsync() == 0, bench.Controller.Result?.Message + bench.Controller.Log);
        Assert.NotNull(bench.Controller.State);
        Assert.Equal(3, bench.Controller.Result!.Plan!.Outputs);
        Assert.Contains("Update the controllers first", bench.Controller.Log, StringComparison.Ordinal);

        bench.Controller.Job = Job(x => x with { Phases = ["init", "plan"] }) with { KeepsWorkDir = true };
        Assert.True(await bench.RunAsync() == 0, bench.Controller.Result?.Message + bench.Controller.Log);
        bench.Controller.Job = Job(x => x with { Phases = ["apply"], PlanOf = "net.plan" });
        Assert.Equal(WorkerProtocol.ExitFailed, await bench.RunAsync());
        Assert.Contains("update the controller first", bench.Controller.Result!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_SamePlanOnceMore_SaysThatItIsStaleAndWhatPlansAgain()
    {
        const string Module = """
            resource "terraform_data" "one" {}
            """;
        await using var bench = await StartAsync("terraform", Job(x => x with { Phases = ["init", "plan"], Variables = [] }) with { KeepsWorkDir = true }, Module);
        Assert.True(await bench.RunAsync() == 0, bench.Controller.Result?.Message + bench.Controller.Log);
        bench.Controller.PlanOf = "net.plan";
        bench.Controller.Job = Job(x => x with { Phases = ["apply"], Variables = [], PlanOf = "net.plan" });
        Assert.True(await bench.RunAsync() == 0, bench.Controller.Result?.Message + bench.Controller.Log);
        var applied = bench.Controller.State;

        Assert.Equal(WorkerProtocol.ExitFailed, await bench.RunAsync());

        Assert.Equal(ReasonCode.TofuFailed, bench.Controller.Result!.Reason);
        Assert.Contains("'net.plan' is stale", bench.Controller.Result.Message, StringComparison.Ordinal);
        Assert.Contains("'actors retry ENV' plans again", bench.Controller.Result.Message, StringComparison.Ordinal);
        Assert.Equal(applied, bench.Controller.State);
    }

    [Fact]
    public async Task Run_DeeplyNestedValues_AreCountedAndApplied()
    {
        await using var bench = await StartAsync("terraform", Job(x => x with { Variables = [] }), $$"""
            resource "terraform_data" "deep" {
              input = {{new string('[', 62)}}"a"{{new string(']', 62)}}
            }
            """);

        Assert.True(await bench.RunAsync() == 0, bench.Controller.Result?.Message + bench.Controller.Log);
        Assert.Equal(new PlanSummary { Add = 1 }, bench.Controller.Result!.Plan);
        Assert.NotNull(bench.Controller.State);
    }

    [Fact]
    public async Task Run_PlanThatCannotBeCounted_IsAppliedAndTheLogSaysSo()
    {
        await using var bench = await StartAsync("tofu", Job() with { Environment = new Dictionary<string, string> { ["STAND_IN_SHOWS_NO_JSON"] = "1" } });

        Assert.True(await bench.RunAsync() == 0, bench.Controller.Result?.Message + bench.Controller.Log);
        Assert.Null(bench.Controller.Result!.Plan);
        Assert.NotNull(bench.Controller.State);
        Assert.Contains("the changes of the plan are not counted", bench.Controller.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_ApplyFails_TheResultSaysWhatWasPlanned()
    {
        await using var bench = await StartAsync("terraform", Job(x => x with { Variables = [] }), """
            resource "terraform_data" "bad" {
              provisioner "local-exec" {
                command = "exit 3"
              }
            }
            """);

        Assert.Equal(WorkerProtocol.ExitFailed, await bench.RunAsync());
        Assert.Equal(ReasonCode.TofuFailed, bench.Controller.Result!.Reason);
        Assert.Equal(new PlanSummary { Add = 1 }, bench.Controller.Result.Plan);
    }

    [Fact]
    public async Task Run_ApplyWithoutAPlan_SaysSo()
    {
        await using var bench = await StartAsync("tofu", Job(x => x with { Phases = ["apply"] }));

        Assert.Equal(WorkerProtocol.ExitFailed, await bench.RunAsync());
        Assert.Contains("has no plan", bench.Controller.Result!.Message, StringComparison.Ordinal);
    }

    private static async Task<byte[]> ChangedPlanAsync(byte[] archive)
    {
        var files = new List<(string Name, string Text)>();
        await using var gzip = new GZipStream(new MemoryStream(archive), CompressionMode.Decompress);
        await using var tar = new TarReader(gzip);
        while (await tar.GetNextEntryAsync(copyData: true, Bench.Cancellation) is { } entry)
        {
            if (entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile && entry.DataStream is { } data)
            {
                using var reader = new StreamReader(data);
                files.Add((entry.Name, entry.Name.EndsWith(".actors/plan", StringComparison.Ordinal) ? "changed" : await reader.ReadToEndAsync(Bench.Cancellation)));
            }
        }
        Assert.Contains(files, file => file.Text == "changed");
        return await ArchiveAsync([.. files]);
    }
}
