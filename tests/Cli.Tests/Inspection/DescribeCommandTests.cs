using System.Text.Json.Nodes;
using Actors.Cli.Hosting;
using Actors.Cli.Tests.Support;
using Actors.Contracts.Activities;

namespace Actors.Cli.Tests.Inspection;

public sealed class DescribeCommandTests
{
    [Fact]
    public async Task Describe_Environment_ShowsRunActivitiesAndOutputs()
    {
        await using var server = await FakeServer.StartAsync();
        server.On($"GET {Shapes.Environment}", Shapes.EnvironmentJson("DeployFailed", """{"network":{"tasks":{"run":{"cidr":"10.0.0.0/16"}}}}"""));
        server.On($"GET {Shapes.Environment}/runs/{Shapes.Run}", Shapes.RunJson(
            "Failed", Shapes.Activity("app.tofu", ActivityStatus.Failed, ReasonCode.TofuFailed, "no such region")));

        var result = await server.RunAsync("describe", "env", "demo");

        Assert.Equal(ExitCodes.Ok, result.ExitCode);
        Assert.Matches("(?m)^State: +DeployFailed$", result.Out);
        Assert.Matches($"(?m)^Run: +{Shapes.Run}$", result.Out);
        Assert.Matches(@"(?m)^app\.tofu +Function +Failed .*TofuFailed: no such region$", result.Out);
        Assert.Matches(@"(?m)^network\.tasks\.run\.cidr +10\.0\.0\.0/16$", result.Out);
    }

    [Fact]
    public async Task Describe_Agent_ShowsSessionAndHeldAttempts()
    {
        await using var server = await FakeServer.StartAsync();
        server.On("GET /apis/gitops.k8smgmt.io/v3/projects/default/agents/local", """
            {"metadata":{"name":"local"},"spec":{"type":"Docker"},
             "status":{"state":"Draining","engine":"machine-1","epoch":3,"slots":10,"held":[{"activity":"default/default/demo/R/app.tofu","attempt":2}]}}
            """);

        var result = await server.RunAsync("describe", "agent", "local");

        Assert.Matches("(?m)^State: +Draining$", result.Out);
        Assert.Matches("(?m)^Epoch: +3$", result.Out);
        Assert.Matches(@"(?m)^default/default/demo/R/app\.tofu +2$", result.Out);
    }

    [Fact]
    public async Task Describe_Activity_ShowsAllOfIt()
    {
        await using var server = await FakeServer.StartAsync();
        server.On($"GET {Shapes.Environment}/activities", Shapes.ListJson(
            Shapes.Activity("app.tofu", ActivityStatus.Failed, ReasonCode.OutOfMemory, "used more than 1Gi", attempt: 2)));

        var result = await server.RunAsync("describe", "activity", "demo/app.tofu");

        Assert.Matches("(?m)^Reason: +OutOfMemory$", result.Out);
        Assert.Matches("(?m)^Message: +used more than 1Gi$", result.Out);
        Assert.Matches("(?m)^Attempt: +2$", result.Out);
    }

    [Fact]
    public async Task Describe_OtherKind_ShowsTheDocument()
    {
        await using var server = await FakeServer.StartAsync();
        server.On("GET /apis/integrations.k8smgmt.io/v3/projects/default/repositories/code", """{"kind":"Repository","metadata":{"name":"code"}}""");

        var result = await server.RunAsync("describe", "repo", "code");

        Assert.Contains("kind: Repository", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Describe_Json_PrintsWhatTheServerSent()
    {
        await using var server = await FakeServer.StartAsync();
        server.On($"GET {Shapes.Environment}", Shapes.EnvironmentJson("Deployed"));

        var result = await server.RunAsync("describe", "env", "demo", "-o", "json");

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Shapes.EnvironmentJson("Deployed")), JsonNode.Parse(result.Out)));
    }
}
