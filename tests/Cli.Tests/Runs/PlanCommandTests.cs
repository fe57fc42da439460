using System.Text.Json.Nodes;
using Actors.Cli.Hosting;
using Actors.Cli.Tests.Support;
using Actors.Contracts.Activities;
using Actors.Contracts.Api;

namespace Actors.Cli.Tests.Runs;

public sealed class PlanCommandTests
{
    [Fact]
    public async Task Plan_Succeeds_PrintsALineForEachResource()
    {
        await using var server = await StartAsync("Succeeded",
            Tofu("net.plan", ActivityStatus.Succeeded, ReasonCode.None, "Plan: 1 to add, 0 to change, 0 to destroy."),
            Tofu("app.plan", ActivityStatus.Skipped, ReasonCode.NotNeeded, "Deploy 'net' first."));

        var result = await server.RunAsync("plan", "demo");
        var json = await server.RunAsync("plan", "demo", "-o", "json");

        Assert.Equal(ExitCodes.Ok, result.ExitCode);
        Assert.Matches(@"(?m)^net +Plan: 1 to add, 0 to change, 0 to destroy\.$", result.Out);
        Assert.Matches(@"(?m)^app +Not planned: Deploy 'net' first\.$", result.Out);
        Assert.DoesNotContain("net.artifact", result.Out, StringComparison.Ordinal);
        Assert.Equal(3, JsonNode.Parse(json.Out)!["status"]!["activities"]!.AsArray().Count);
    }

    [Fact]
    public async Task Plan_Fails_EndsWith1AndSaysWhy()
    {
        await using var server = await StartAsync("Failed", Tofu("net.plan", ActivityStatus.Failed, ReasonCode.TofuFailed, "no provider") with { Status = new() { State = ActivityStatus.Failed, Reason = ReasonCode.TofuFailed, Message = "no provider" } });

        var result = await server.RunAsync("plan", "demo");

        Assert.Equal(ExitCodes.Failed, result.ExitCode);
        Assert.Matches(@"(?m)^net +Failed: TofuFailed: no provider$", result.Out);
        Assert.Contains("no provider", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plan_NothingMadeByOpenTofu_SaysSo()
    {
        await using var server = await StartAsync("Succeeded");

        Assert.Contains("Nothing to plan", (await server.RunAsync("plan", "demo")).Out, StringComparison.Ordinal);
    }

    private static ActivityDocument Tofu(string id, ActivityStatus state, ReasonCode reason, string message) =>
        Shapes.Activity(id, state, reason, message) is var activity ? activity with { Spec = activity.Spec with { Kind = WorkerKind.OpenTofu } } : activity;

    private static async Task<FakeServer> StartAsync(string state, params ActivityDocument[] activities)
    {
        var server = await FakeServer.StartAsync();
        server.On($"POST {Shapes.Environment}/plan", $$"""{"run":"{{Shapes.Run}}"}""", System.Net.HttpStatusCode.Accepted);
        server.On($"GET {Shapes.Environment}/runs/{Shapes.Run}", Shapes.RunJson(state, [Shapes.Activity("net.artifact", ActivityStatus.Succeeded), .. activities]));
        return server;
    }
}
