using System.Net;
using System.Text.Json.Nodes;
using Actors.Cli.Hosting;
using Actors.Cli.Tests.Support;

namespace Actors.Cli.Tests.Agents;

public sealed class AgentCommandsTests
{
    private const string Agent = "/apis/gitops.k8smgmt.io/v3/projects/default/agents/local";

    [Theory]
    [InlineData("drain")]
    [InlineData("resume")]
    public async Task DrainAndResume_Agent_AskTheServer(string verb)
    {
        await using var server = await FakeServer.StartAsync();
        server.On($"POST {Agent}/{verb}", "{}");

        var result = await server.RunAsync(verb, "agent", "local");

        Assert.Equal(ExitCodes.Ok, result.ExitCode);
        Assert.StartsWith($"Agent/local {verb}", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CreateToken_ForAnAgent_PrintsOnlyTheTokenToTheOutput()
    {
        await using var server = await FakeServer.StartAsync();
        server.On($"POST {Agent}/tokens", """{"id":"t1","token":"ag.new"}""", HttpStatusCode.Created);

        var result = await server.RunAsync("create", "token", "--agent", "local");
        var json = await server.RunAsync("create", "token", "--agent", "local", "-o", "json");

        Assert.Equal("ag.new\n", result.Out);
        Assert.DoesNotContain("ag.new", result.Error, StringComparison.Ordinal);
        Assert.Equal("t1", JsonNode.Parse(json.Out)!["id"]!.GetValue<string>());
    }
}
