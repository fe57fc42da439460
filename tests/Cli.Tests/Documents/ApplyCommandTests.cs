using System.Net;
using System.Text.Json.Nodes;
using Actors.Cli.Hosting;
using Actors.Cli.Tests.Support;
using Actors.Contracts.Activities;

namespace Actors.Cli.Tests.Documents;

public sealed class ApplyCommandTests
{
    private const string Project = "/apis/eaas.envmgmt.io/v1/projects/default";
    private const string Agents = "/apis/gitops.k8smgmt.io/v3/projects/default/agents";

    [Fact]
    public async Task Apply_Documents_SendsWhatIsReferredToFirst()
    {
        await using var server = await StartAsync();
        using var folder = new TempFolder().Write("all.yaml", Support.Documents.All);

        var result = await server.RunAsync("apply", Path.Combine(folder.Path, "all.yaml"));

        Assert.Equal("", result.Error);
        Assert.Equal(ExitCodes.Ok, result.ExitCode);
        Assert.Equal(
            [$"POST {Agents}", $"POST {Project}/workflowhandlers", $"POST {Project}/resourcetemplates", $"POST {Project}/resourcetemplates",
                $"POST {Project}/environmenttemplates", $"POST {Project}/environments"],
            server.Requests.Select(request => request.Line));
        Assert.Equal("demo", JsonNode.Parse(server.Requests.Last().Body)!["metadata"]!["name"]!.GetValue<string>());
        Assert.Equal("Environment/demo applied", result.Lines[^1]);
    }

    [Fact]
    public async Task Apply_OneBadDocument_SendsNothing()
    {
        await using var server = await StartAsync();
        using var folder = new TempFolder().Write("a.yaml", Support.Documents.Agent).Write("b.yaml", "kind: Nonsense\napiVersion: v1\n");

        var result = await server.RunAsync("apply", "-f", folder.Path);

        Assert.Equal(ExitCodes.Failed, result.ExitCode);
        Assert.Contains("Nothing was sent", result.Error, StringComparison.Ordinal);
        Assert.Contains("b.yaml:1:", result.Error, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task Apply_CommentsOnly_FailsAsNothingIsThere()
    {
        await using var server = await StartAsync();
        using var folder = new TempFolder().Write("later.yaml", "# to come\n");

        var result = await server.RunAsync("apply", folder.Path);

        Assert.Equal(ExitCodes.Failed, result.ExitCode);
        Assert.Contains("There is no document in", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Apply_TemplateWithValues_SendsWhatItRendersTo()
    {
        await using var server = await StartAsync();
        using var folder = new TempFolder()
            .Write("agent.any", "{{ $glbCtx := . -}}\n" + Support.Documents.Agent.Replace("name: local", "name: {{ $glbCtx.agent }}", StringComparison.Ordinal))
            .Write("values.yaml", "agent: near");

        var result = await server.RunAsync("apply", "-t", Path.Combine(folder.Path, "agent.any"), "--values", Path.Combine(folder.Path, "values.yaml"));

        Assert.Equal("Agent/near applied\n", result.Out);
        Assert.Equal("near", JsonNode.Parse(Assert.Single(server.Requests).Body)!["metadata"]!["name"]!.GetValue<string>());
    }

    [Fact]
    public async Task Apply_TemplateThatIsNotSupported_SendsNothingAndNamesTheConstruct()
    {
        await using var server = await StartAsync();
        using var folder = new TempFolder().Write("a.tmpl", Support.Documents.Agent + "\n{{ range .x }}");

        var result = await server.RunAsync("apply", "-t", Path.Combine(folder.Path, "a.tmpl"));

        Assert.Equal(ExitCodes.Failed, result.ExitCode);
        Assert.Matches(@"a\.tmpl:7:4 The keyword 'range'", result.Error);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task Apply_ServerRefuses_ShowsThePlaceInTheFile()
    {
        await using var server = await StartAsync();
        server.On(
            $"POST {Project}/environments",
            """
            {"error":{"code":"Invalid","message":"The document is not valid.","details":[
              {"severity":"error","message":"There is no EnvironmentTemplate/pair.","path":"spec.template.name"}]}}
            """,
            HttpStatusCode.BadRequest);
        using var folder = new TempFolder().Write("environment.yaml", Support.Documents.Environment);

        var result = await server.RunAsync("apply", Path.Combine(folder.Path, "environment.yaml"));

        Assert.Equal(ExitCodes.Failed, result.ExitCode);
        Assert.Contains("Environment/demo was refused: The document is not valid.", result.Error, StringComparison.Ordinal);
        Assert.Matches(@"environment\.yaml:8:\d+ spec\.template\.name There is no EnvironmentTemplate/pair\.", result.Error);
    }

    [Fact]
    public async Task Apply_SettingsOfTheOrganisation_AreSentToAllProjects()
    {
        await using var server = await StartAsync();
        server.On("POST /apis/paas.envmgmt.io/v1/projects/*/globalsettings", """
            {"kind":"GlobalSettings","metadata":{"name":"default","project":"*"},
             "status":{"findings":[{"severity":"warning","subject":"GlobalSettings/default","path":"spec.agentPools","message":"'a' is the only agent here."}]}}
            """);
        const string Settings = """
            apiVersion: paas.envmgmt.io/v1
            kind: GlobalSettings
            metadata: {name: default, project: "*"}
            spec:
              agentPools: [{name: everywhere}]
            """;

        var result = await CliRun.RunAsync(["apply", "-"], server.Address, FakeServer.Token, input: Settings);

        Assert.Equal("GlobalSettings/default applied", Assert.Single(result.Lines));
        Assert.Matches(@"^stdin:5:\d+: warning: GlobalSettings/default spec\.agentPools: 'a' is the only agent here\.\s*$", result.Error);
    }

    [Fact]
    public async Task Apply_OneAgentOnly_WarnsOnce()
    {
        await using var server = await StartAsync();
        server.On($"POST {Project}/environments", """
            {"kind":"Environment","status":{"findings":[{"severity":"warning","subject":"Environment/demo","path":"spec.agents",
             "message":"'local' is the only agent here: when it is away or full, everything waits for it. Name a second one, or annotate the document with 'actors.single-agent: accepted'."}]}}
            """);
        using var folder = new TempFolder().Write("all.yaml", Support.Documents.All.Replace("accepted", "no", StringComparison.Ordinal));

        var result = await server.RunAsync("apply", Path.Combine(folder.Path, "all.yaml"));

        Assert.Equal(ExitCodes.Ok, result.ExitCode);
        Assert.Matches(@"^\S+all\.yaml:\d+:\d+: warning: Environment/demo spec\.agents: 'local' is the only agent here[^\n]+\n$", result.Error);
    }

    [Fact]
    public async Task Apply_FailOnExists_IsPassedOn()
    {
        await using var server = await StartAsync();
        server.On($"POST {Agents}", """{"error":{"code":"Conflict","message":"Agent/local exists."}}""", HttpStatusCode.Conflict);

        var result = await CliRun.RunAsync(["apply", "-", "--fail-on-exists"], server.Address, FakeServer.Token, input: Support.Documents.Agent);

        Assert.Equal(ExitCodes.Failed, result.ExitCode);
        Assert.Equal("?fail-on-exists=true", server.Requests.Single().Query);
        Assert.Contains("Agent/local exists.", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Apply_Json_PrintsWhatTheServerStored()
    {
        await using var server = await StartAsync();
        server.On($"POST {Agents}", """{"kind":"Agent","metadata":{"name":"local","id":"42"}}""");

        var result = await CliRun.RunAsync(["apply", "-", "-o", "json"], server.Address, FakeServer.Token, input: Support.Documents.Agent);

        Assert.Equal("42", JsonNode.Parse(result.Out)!["items"]![0]!["metadata"]!["id"]!.GetValue<string>());
    }

    [Fact]
    public async Task Apply_DeployAndWait_RunsTheEnvironments()
    {
        await using var server = await StartAsync();
        server.On($"POST {Shapes.Environment}/deploy", $$"""{"run":"{{Shapes.Run}}"}""", HttpStatusCode.Accepted);
        server.On($"GET {Shapes.Environment}/runs/{Shapes.Run}", Shapes.RunJson("Succeeded", Shapes.Activity("first.task.run", ActivityStatus.Succeeded)));
        server.On($"GET {Shapes.Environment}", Shapes.EnvironmentJson("Deployed"));

        var result = await CliRun.RunAsync(["apply", "-", "--deploy", "--wait"], server.Address, FakeServer.Token, input: Support.Documents.All);

        Assert.Equal(ExitCodes.Ok, result.ExitCode);
        Assert.Contains("Deploy of Environment/demo: Succeeded after 12s", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Apply_DeployWithoutEnvironment_SaysSo()
    {
        await using var server = await StartAsync();

        var result = await CliRun.RunAsync(["apply", "-", "--deploy"], server.Address, FakeServer.Token, input: Support.Documents.Agent);

        Assert.Equal(ExitCodes.Failed, result.ExitCode);
        Assert.Contains("no Environment", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Apply_ProjectOfDocumentAndOptionDiffer_SendsNothing()
    {
        await using var server = await StartAsync();
        var agent = Support.Documents.Agent.Replace("name: local", "name: local\n  project: blue", StringComparison.Ordinal);

        var result = await CliRun.RunAsync(["apply", "-", "-p", "red"], server.Address, FakeServer.Token, input: agent);

        Assert.Equal(ExitCodes.Failed, result.ExitCode);
        Assert.Contains("stdin:5:", result.Error, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task Apply_ProjectOfDocument_IsUsed()
    {
        await using var server = await StartAsync();
        server.On("POST /apis/gitops.k8smgmt.io/v3/projects/blue/agents", "{}");
        var agent = Support.Documents.Agent.Replace("name: local", "name: local\n  project: blue", StringComparison.Ordinal);

        var result = await CliRun.RunAsync(["apply", "-"], server.Address, FakeServer.Token, input: agent);

        Assert.Equal(ExitCodes.Ok, result.ExitCode);
    }

    private static async Task<FakeServer> StartAsync()
    {
        var server = await FakeServer.StartAsync();
        foreach (var plural in new[] { "workflowhandlers", "resourcetemplates", "environmenttemplates", "environments" })
        {
            server.On($"POST {Project}/{plural}", "{}");
        }

        return server.On($"POST {Agents}", "{}");
    }

    [Fact]
    public async Task Apply_DeployByTurnWithPayload_AsksForItSo()
    {
        await using var server = await StartAsync();
        server.On($"POST {Shapes.Environment}/deploy", $$"""{"run":"{{Shapes.Run}}","position":1}""", HttpStatusCode.Accepted);

        var result = await CliRun.RunAsync(["apply", "-", "--deploy", "--queue", "--payload", "{\"who\": \"ann\"}"], server.Address, FakeServer.Token, input: Support.Documents.All);

        Assert.Equal(ExitCodes.Ok, result.ExitCode);
        var asked = server.Requests.Last();
        Assert.Contains("/deploy?ifBusy=queue", asked.Line, StringComparison.Ordinal);
        Assert.Equal("{\"payload\":{\"who\":\"ann\"}}", JsonNode.Parse(asked.Body)!.ToJsonString());
        Assert.Contains("waits its turn", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--queue")]
    [InlineData("--payload", "{}")]
    public async Task Apply_HowOfADeployThatIsNotAskedFor_IsWrongUse(params string[] how)
    {
        await using var server = await StartAsync();

        var result = await CliRun.RunAsync(["apply", "-", .. how], server.Address, FakeServer.Token, input: Support.Documents.All);

        Assert.Equal(ExitCodes.Usage, result.ExitCode);
        Assert.Contains("add --deploy", result.Error, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }
}
