using Actors.Cli.Hosting;
using Actors.Cli.Tests.Support;
using Actors.Contracts.Activities;
using Actors.Contracts.Api;
using Microsoft.AspNetCore.Http;

namespace Actors.Cli.Tests.Runs;

public sealed class PlanDownloadCommandTests
{
    [Theory]
    [InlineData("text", "net.plan.plan.txt")]
    [InlineData("json", "net.plan.plan.json")]
    [InlineData("binary", "net.plan.plan")]
    public async Task Download_OfAResource_IsThePlanOfTheActivityThatPlanned(string format, string name)
    {
        await using var server = await StartAsync();
        using var folder = new TempFolder();

        var result = await CliRun.RunAsync(["plan", "download", "demo", "net", "--format", format], server.Address, FakeServer.Token, folder.Path, terminal: true);

        Assert.True(result.ExitCode == ExitCodes.Ok, result.Error);
        Assert.Equal("planted-secret", await File.ReadAllTextAsync(Path.Combine(folder.Path, name), TestContext.Current.CancellationToken));
        Assert.DoesNotContain("planted-secret", result.Out, StringComparison.Ordinal);
        Assert.Equal($"?run={Shapes.Run}&format={format}", server.Requests.Last().Query);
    }

    [Fact]
    public async Task Download_ToTheStandardOutput_IsTheTextAlone()
    {
        await using var server = await StartAsync();

        var result = await server.RunAsync("plan", "download", "demo", "net.plan", "-o", "-");

        Assert.Equal((ExitCodes.Ok, "planted-secret", ""), (result.ExitCode, result.Out, result.Error));
    }

    [Fact]
    public async Task Download_OfWhatIsNotThere_NamesTheActivities()
    {
        await using var server = await StartAsync();

        var result = await server.RunAsync("plan", "download", "demo", "app");

        Assert.Equal(ExitCodes.Failed, result.ExitCode);
        Assert.Contains("net.artifact, net.plan, net.apply", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plan_OfAnEnvironmentOfThatName_IsMeantBehindTwoDashes()
    {
        await using var server = await FakeServer.StartAsync();

        var result = await server.RunAsync("plan", "--", "download");

        Assert.Equal("/apis/eaas.envmgmt.io/v1/projects/default/environments/download/plan", server.Requests.Single().Path);
        Assert.Equal(ExitCodes.Failed, result.ExitCode);
    }

    private static ActivityDocument Tofu(string id, PlanSummary? plan) => Shapes.Activity(id, ActivityStatus.Succeeded) is var activity
        ? activity with { Spec = activity.Spec with { Kind = WorkerKind.OpenTofu }, Status = activity.Status with { Plan = plan } }
        : activity;

    private static async Task<FakeServer> StartAsync() => (await FakeServer.StartAsync())
        .On($"GET {Shapes.Environment}/activities", Shapes.ListJson(Shapes.Activity("net.artifact", ActivityStatus.Succeeded), Tofu("net.plan", new() { Add = 1 }), Tofu("net.apply", null)))
        .On($"GET {Shapes.Environment}/activities/net.plan/plan", context => context.Response.WriteAsync("planted-secret"));
}
