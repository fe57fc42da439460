using System.Text.Json.Nodes;
using Actors.Cli.Hosting;
using Actors.Cli.Tests.Support;
using Actors.Contracts.Activities;

namespace Actors.Cli.Tests.Inspection;

public sealed class GetCommandTests
{
    private const string Project = "/apis/eaas.envmgmt.io/v1/projects/default";
    private const string Agents = "/apis/gitops.k8smgmt.io/v3/projects/default/agents";

    private const string AgentList = """
        {"apiVersion":"gitops.k8smgmt.io/v3","kind":"AgentList","metadata":{"count":1,"limit":200,"offset":0},"items":[
          {"kind":"Agent","metadata":{"name":"local","createdAt":"2026-01-01T11:00:00Z"},"spec":{"type":"Docker"},
           "status":{"state":"Online","slots":10,"held":[{"activity":"a","attempt":1}],"lastSeenAt":"2026-01-01T11:59:58Z"}}]}
        """;

    [Theory]
    [InlineData("agents")]
    [InlineData("Agent")]
    [InlineData("AGENTS")]
    public async Task Get_Agents_ShowsATable(string kind)
    {
        await using var server = await FakeServer.StartAsync();
        server.On($"GET {Agents}", AgentList);

        var result = await server.RunAsync("get", kind);

        Assert.Equal(ExitCodes.Ok, result.ExitCode);
        Assert.Matches("^NAME +TYPE +STATE +HELD +SLOTS +SEEN +AGE$", result.Lines[0]);
        Assert.Matches(@"^local +Docker +Online +1 +10 +2\.0s +1h00m$", result.Lines[1]);
    }

    [Theory]
    [InlineData("environments")]
    [InlineData("environment")]
    [InlineData("env")]
    public async Task Get_OneEnvironment_ShowsItsState(string kind)
    {
        await using var server = await FakeServer.StartAsync();
        server.On($"GET {Shapes.Environment}", Shapes.EnvironmentJson("Deployed"));

        var result = await server.RunAsync("get", kind, "demo");

        Assert.Matches($"^demo +Deployed +diamond +{Shapes.Run}$", result.Lines[1]);
    }

    [Fact]
    public async Task Get_Json_PrintsWhatTheServerSent()
    {
        await using var server = await FakeServer.StartAsync();
        server.On($"GET {Agents}", AgentList);

        var result = await server.RunAsync("get", "agents", "-o", "json");

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(AgentList), JsonNode.Parse(result.Out)), result.Out);
    }

    [Fact]
    public async Task Get_Yaml_PrintsTheSameAsYaml()
    {
        await using var server = await FakeServer.StartAsync();
        server.On($"GET {Shapes.Environment}", Shapes.EnvironmentJson("Deployed"));

        var result = await server.RunAsync("get", "env", "demo", "-o", "yaml");

        Assert.Contains("kind: Environment\n", result.Out, StringComparison.Ordinal);
        Assert.Contains("  state: Deployed\n", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_ListOfSeveralPages_ReadsThemAll()
    {
        await using var server = await FakeServer.StartAsync();
        server.OnEach(
            $"GET {Project}/resourcetemplates",
            """{"kind":"ResourceTemplateList","metadata":{"count":3,"limit":2,"offset":0},"items":[{"metadata":{"name":"a"}},{"metadata":{"name":"b"}}]}""",
            """{"kind":"ResourceTemplateList","metadata":{"count":3,"limit":2,"offset":2},"items":[{"metadata":{"name":"c"}}]}""");

        var result = await server.RunAsync("get", "rt");

        Assert.Equal(["NAME", "a", "b", "c"], result.Lines.Select(line => line.Split(' ')[0]));
        Assert.Equal(["?limit=200&offset=0", "?limit=200&offset=2"], server.Requests.Select(request => request.Query));
    }

    [Fact]
    public async Task Get_ListWithoutWhatIsDamaged_WarnsOfItAndReadsEveryPage()
    {
        await using var server = await FakeServer.StartAsync();
        server.OnEach(
            $"GET {Project}/resourcetemplates",
            """{"kind":"ResourceTemplateList","metadata":{"count":3,"limit":2,"offset":0,"warnings":["b is damaged."]},"items":[{"metadata":{"name":"a"}}]}""",
            """{"kind":"ResourceTemplateList","metadata":{"count":3,"limit":2,"offset":2,"warnings":["b is damaged.","d is damaged."]},"items":[{"metadata":{"name":"c"}}]}""");

        var result = await server.RunAsync("get", "rt");

        Assert.Equal(["NAME", "a", "c"], result.Lines.Select(line => line.Split(' ')[0]));
        Assert.Equal("warning: b is damaged.\nwarning: d is damaged.", result.Error.Trim());
        Assert.Equal(["?limit=200&offset=0", "?limit=200&offset=2"], server.Requests.Select(request => request.Query));
    }

    [Fact]
    public async Task Get_LimitAndOffset_ReadsThatPage()
    {
        await using var server = await FakeServer.StartAsync();
        server.On($"GET {Agents}", AgentList);

        await server.RunAsync("get", "agents", "--limit", "5", "--offset", "10");

        Assert.Equal("?limit=5&offset=10", server.Requests.Single().Query);
    }

    [Fact]
    public async Task Get_NothingThere_SaysSo()
    {
        await using var server = await FakeServer.StartAsync();
        server.On("GET /apis/gitops.k8smgmt.io/v3/projects/blue/agents", """{"kind":"AgentList","metadata":{"count":0},"items":[]}""");

        var result = await server.RunAsync("get", "agents", "-p", "blue");

        Assert.Equal(ExitCodes.Ok, result.ExitCode);
        Assert.Equal("No agents in project blue.\n", result.Error);
    }

    [Theory]
    [InlineData("runs")]
    [InlineData("activities")]
    public async Task Get_EnvironmentWithoutRuns_SaysSoAndHowToStartOne(string kind)
    {
        await using var server = await FakeServer.StartAsync();
        server.On($"GET {Shapes.Environment}/{kind}", """{"kind":"List","metadata":{"count":0},"items":[]}""");

        var result = await server.RunAsync("get", kind, "demo");
        var unknown = await server.RunAsync("get", kind, "nope");

        Assert.Equal((ExitCodes.Ok, $"Environment/demo has no {kind}. 'actors deploy demo' starts some.\n"), (result.ExitCode, result.Error));
        Assert.Equal((ExitCodes.Failed, ""), (unknown.ExitCode, unknown.Out));
    }

    [Fact]
    public async Task Get_TemplateVersion_IsAskedFor()
    {
        await using var server = await FakeServer.StartAsync();
        server.On($"GET {Project}/resourcetemplates/a", """{"metadata":{"name":"a"},"spec":{"version":"v2"}}""");

        var result = await server.RunAsync("get", "rt", "a", "--version", "v2");

        Assert.Equal(ExitCodes.Ok, result.ExitCode);
        Assert.Equal("?version=v2", server.Requests.Single().Query);
    }

    [Fact]
    public async Task Get_Activities_ShowsStateAgentWorkerAttemptAndReason()
    {
        await using var server = await FakeServer.StartAsync();
        server.On($"GET {Project}/activities", Shapes.ListJson(
            Shapes.Activity("network.artifact", ActivityStatus.Succeeded),
            Shapes.Activity("app.tofu", ActivityStatus.Queued, ReasonCode.AgentsFull, "all 10 slots are taken", attempt: 0)));

        var result = await server.RunAsync("get", "activities");

        Assert.Matches(@"^demo +network\.artifact +Function +Succeeded +local +w-network\.artifact-1 +1 +3\.0s$", result.Lines[1]);
        Assert.Matches(@"^demo +app\.tofu +Function +Queued +0 +1m\d\ds +AgentsFull: all 10 slots are taken$", result.Lines[2]);
    }

    [Fact]
    public async Task Get_ActivitiesWithAVeryLongMessage_KeepsTheColumnsAndCutsTheMessage()
    {
        await using var server = await FakeServer.StartAsync();
        server.On($"GET {Project}/activities", Shapes.ListJson(
            Shapes.Activity("network.artifact", ActivityStatus.Succeeded),
            Shapes.Activity("app.tofu", ActivityStatus.Failed, ReasonCode.TofuFailed, new string('m', 4000)),
            Shapes.Activity("db.tofu", ActivityStatus.Failed, ReasonCode.TofuFailed, "first line\nsecond line")));

        var result = await server.RunAsync("get", "activities");

        Assert.Equal(4, result.Lines.Count);
        Assert.Matches("^ENVIRONMENT +ACTIVITY +KIND +STATE +AGENT +WORKER +ATTEMPT +TIME +REASON$", result.Lines[0]);
        Assert.Matches(@"^demo +network\.artifact +Function +Succeeded +local +w-network\.artifact-1 +1 +3\.0s$", result.Lines[1]);
        Assert.Matches(@"^demo +app\.tofu +Function +Failed +local +w-app\.tofu-1 +1 +3\.0s +TofuFailed: m{200}…$", result.Lines[2]);
        Assert.EndsWith(" TofuFailed: first line…", result.Lines[3], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_ActivitiesOfEnvironmentAndRun_AsksForThem()
    {
        await using var server = await FakeServer.StartAsync();
        server.On($"GET {Shapes.Environment}/activities", Shapes.ListJson(Shapes.Activity("a", ActivityStatus.Running)));

        var result = await server.RunAsync("get", "activities", "demo", "--run", "R 1");

        Assert.Equal(ExitCodes.Ok, result.ExitCode);
        Assert.Equal("?run=R%201&limit=200&offset=0", server.Requests.Single().Query);
    }

    [Fact]
    public async Task Get_OneActivity_PrintsIt()
    {
        await using var server = await FakeServer.StartAsync();
        server.On($"GET {Shapes.Environment}/activities", Shapes.ListJson(
            Shapes.Activity("a.artifact", ActivityStatus.Running), Shapes.Activity("b.artifact", ActivityStatus.Running)));

        var result = await server.RunAsync("get", "activity", "demo/b.artifact", "-o", "json");
        var unknown = await server.RunAsync("get", "activity", "demo/c");

        Assert.Equal("b.artifact", JsonNode.Parse(result.Out)!["metadata"]!["name"]!.GetValue<string>());
        Assert.Equal(ExitCodes.Failed, unknown.ExitCode);
        Assert.Contains("a.artifact, b.artifact", unknown.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_Runs_ListsThoseOfTheEnvironment()
    {
        await using var server = await FakeServer.StartAsync();
        server.On($"GET {Shapes.Environment}/runs", $$"""{"kind":"RunList","metadata":{"count":1,"limit":200,"offset":0},"items":[{{Shapes.RunJson("Succeeded")}}]}""");
        server.On($"GET {Shapes.Environment}/runs/{Shapes.Run}", Shapes.RunJson("Failed"));

        var all = await server.RunAsync("get", "runs", "demo");
        var one = await server.RunAsync("get", "run", $"demo/{Shapes.Run}");

        Assert.Matches($"^{Shapes.Run} +Deploy +Succeeded +12s$", all.Lines[1]);
        Assert.Matches($"^{Shapes.Run} +Deploy +Failed +12s$", one.Lines[1]);
    }
}
