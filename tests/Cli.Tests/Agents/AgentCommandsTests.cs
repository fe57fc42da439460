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

    [Fact]
    public async Task GetTokens_OfAnAgent_ListsTheirIds()
    {
        await using var server = await FakeServer.StartAsync();
        server.On($"GET {Agent}/tokens", """{"kind":"TokenList","metadata":{"count":1},"items":[{"id":"t1","createdAt":"2026-01-01T11:00:00Z"}]}""");

        var result = await server.RunAsync("get", "tokens", "local");

        Assert.Matches("^t1 +1h00m$", result.Lines[1]);
    }

    [Fact]
    public async Task DeleteToken_OfAnAgent_AsksTheServer()
    {
        await using var server = await FakeServer.StartAsync();
        server.On($"DELETE {Agent}/tokens/t1", "", HttpStatusCode.NoContent);

        var result = await server.RunAsync("delete", "token", "local/t1");

        Assert.Equal(ExitCodes.Ok, result.ExitCode);
        Assert.Equal("token t1 of Agent/local deleted\n", result.Out);
    }
}
