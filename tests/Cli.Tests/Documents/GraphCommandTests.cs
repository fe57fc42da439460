using System.Text.Json.Nodes;
using Actors.Cli.Hosting;
using Actors.Cli.Tests.Support;

namespace Actors.Cli.Tests.Documents;

public sealed class GraphCommandTests
{
    [Fact]
    public async Task Graph_Table_ShowsActivitiesAndWhatTheyDependOn()
    {
        var result = await CliRun.RunAsync(["graph", "-"], input: Support.Documents.All);

        Assert.Equal(ExitCodes.Ok, result.ExitCode);
        Assert.Matches(@"^ACTIVITY +KIND +PHASE +RUNS +AGENTS +DEPENDS ON$", result.Lines[0]);
        Assert.Matches(@"^first\.task\.run +Function +Apply +local$", result.Lines[1]);
        Assert.Matches(@"^second\.task\.run +Function +Apply +local +first\.task\.run$", result.Lines[2]);
    }

    [Fact]
    public async Task Graph_Json_HoldsTheActivities()
    {
        var result = await CliRun.RunAsync(["graph", "-", "--environment", "demo", "-o", "json"], input: Support.Documents.All);

        var plan = JsonNode.Parse(result.Out)!;
        Assert.Equal("demo", plan["environment"]!.GetValue<string>());
        Assert.Equal("first.task.run", plan["activities"]![1]!["dependsOn"]![0]!.GetValue<string>());
        Assert.DoesNotContain("ACTORS_OUTPUT", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Graph_Dot_DrawsEdges()
    {
        var result = await CliRun.RunAsync(["graph", "-", "-o", "dot"], input: Support.Documents.All);

        Assert.StartsWith("digraph \"demo\" {", result.Out, StringComparison.Ordinal);
        Assert.Contains("\"first.task.run\" -> \"second.task.run\";", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Graph_UnknownEnvironment_NamesThoseThatAreThere()
    {
        var result = await CliRun.RunAsync(["graph", "-", "-e", "other"], input: Support.Documents.All);

        Assert.Equal(ExitCodes.Failed, result.ExitCode);
        Assert.Contains("Environment/other", result.Error, StringComparison.Ordinal);
        Assert.Contains("demo", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Graph_MissingTemplate_IsAnError()
    {
        var result = await CliRun.RunAsync(["graph", "-"], input: Support.Documents.Environment);

        Assert.Equal(ExitCodes.Failed, result.ExitCode);
        Assert.Contains("There is no EnvironmentTemplate 'pair' in these files. Give its file as a PATH, too.", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Graph_MissingStaticEnvironment_SaysWhatHelpsOffline()
    {
        var documents = Support.Documents.All.Replace("- {name: first, kind", "- {name: shared, type: static, kind: environment}\n    - {name: first, kind", StringComparison.Ordinal);

        var result = await CliRun.RunAsync(["graph", "-"], input: documents);

        Assert.Equal(ExitCodes.Failed, result.ExitCode);
        Assert.Contains("There is no Environment 'shared' in these files. Give its file as a PATH, too.", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Apply it first", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Graph_EightResourcesWithSeveralParents_AndItsReverse()
    {
        var deploy = await CliRun.RunAsync(["graph", "-", "-o", "json"], input: Support.Documents.Eight);
        var destroy = await CliRun.RunAsync(["graph", "-", "--destroy", "-o", "json"], input: Support.Documents.Eight);

        var (forward, backward) = (Edges(deploy.Out), Edges(destroy.Out));
        Assert.Equal(["cluster<iam", "cluster<network", "database<network", "database<storage", "gateway<cluster", "portal<database", "portal<gateway", "portal<queue", "queue<network"], forward);
        Assert.Equal(forward.Select(edge => string.Join('<', edge.Split('<').Reverse())).Order(StringComparer.Ordinal), backward);
    }

    [Fact]
    public async Task Graph_HooksActionAndSchedule_SaysWhenTheyRun()
    {
        var deploy = await CliRun.RunAsync(["graph", "-"], input: Support.Documents.WithHooks);
        var action = await CliRun.RunAsync(["graph", "-", "--action", "restart"], input: Support.Documents.WithHooks);
        var schedule = await CliRun.RunAsync(["graph", "-", "--schedule", "nightly", "-o", "json"], input: Support.Documents.WithHooks);
        var force = await CliRun.RunAsync(["graph", "-", "--destroy", "--force"], input: Support.Documents.WithHooks);

        Assert.Contains(deploy.Lines, line => System.Text.RegularExpressions.Regex.IsMatch(line, @"^app\.onFailure\.cry +Function +Apply +on failure +local +app\.task\.run$"));
        Assert.Contains(deploy.Lines, line => System.Text.RegularExpressions.Regex.IsMatch(line, @"^environment\.onInit\.ask +Approval +Apply +once +local"));
        Assert.Contains("a run will be refused: EnvironmentTemplate/web spec.hooks.onInit[0]: Approvals", deploy.Error, StringComparison.Ordinal);
        Assert.Contains(action.Lines, line => line.StartsWith("action.restart.now ", StringComparison.Ordinal));
        Assert.Equal("Destroy", JsonNode.Parse(schedule.Out)!["run"]!.GetValue<string>());
        Assert.Contains(force.Lines, line => line.Contains("may fail", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Graph_Payload_IsWhatExpressionsRead()
    {
        var documents = Support.Documents.WithHooks.Replace("resources: [{name: app}]", "resources: [{name: app}]\n  variables: [{name: user, valueType: expression, value: '$(trigger.payload.username)$'}]", StringComparison.Ordinal)
            .Replace("  provider: custom\n", "  provider: custom\n  variables: [{name: user, valueType: text}]\n", StringComparison.Ordinal);

        var without = await CliRun.RunAsync(["graph", "-"], input: documents);
        var given = await CliRun.RunAsync(["graph", "-", "--payload", """{"username": "ann"}"""], input: documents);
        var wrong = await CliRun.RunAsync(["graph", "-", "--payload", "[1]"], input: documents);

        Assert.Equal((ExitCodes.Failed, ExitCodes.Ok, ExitCodes.Usage), (without.ExitCode, given.ExitCode, wrong.ExitCode));
        Assert.Contains("username", without.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--force")]
    [InlineData("--destroy", "--action", "restart")]
    [InlineData("--schedule", "nightly", "--action", "restart")]
    public async Task Graph_OptionsThatContradict_AreWrongUse(params string[] options) =>
        Assert.Equal(ExitCodes.Usage, (await CliRun.RunAsync(["graph", "-", .. options], input: Support.Documents.WithHooks)).ExitCode);

    // What a resource waits for, itself left aside.
    private static List<string> Edges(string json) => [.. JsonNode.Parse(json)!["activities"]!.AsArray()
        .SelectMany(activity => activity!["dependsOn"]!.AsArray().Select(other => (From: activity["resource"]!.GetValue<string>(), To: other!.GetValue<string>().Split('.')[0])))
        .Where(edge => edge.From != edge.To).Select(edge => $"{edge.From}<{edge.To}").Distinct().Order(StringComparer.Ordinal)];

    [Theory]
    [InlineData("table")]
    [InlineData("json")]
    [InlineData("yaml")]
    [InlineData("dot")]
    public async Task Graph_HeadersOfHttpCalls_AreNotShown(string format)
    {
        var text = Support.Documents.WithHooks.Replace(
            "{name: ask, type: approval, executeOnce: true}",
            "{name: call, type: http, options: {http: {endpoint: 'https://example.com', headers: {Authorization: Bearer planted-1, X-Other: planted-2, X-Vault: $(resource.vault.output.pass.value)$}}}}",
            StringComparison.Ordinal).Replace("resources: [{name: app}]", "resources: [{name: app}, {name: vault, type: static}]", StringComparison.Ordinal)
            + "\n---\n{apiVersion: eaas.envmgmt.io/v1, kind: Resource, metadata: {name: vault}, spec: {variables: [{name: pass, value: planted-3, options: {sensitive: true}}]}}\n";

        var result = await CliRun.RunAsync(["graph", "-", "-o", format], input: text);

        Assert.Contains("environment.onInit.call", result.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("planted", result.Out + result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Graph_AgentsAndRepositoriesOnTheServer_AreTakenByTheirNames()
    {
        var result = await CliRun.RunAsync(["graph", "-"], input: """
            {apiVersion: eaas.envmgmt.io/v1, kind: Environment, metadata: {name: demo}, spec: {template: lone, agents: [east, west]}}
            ---
            {apiVersion: eaas.envmgmt.io/v1, kind: EnvironmentTemplate, metadata: {name: lone}, spec: {resources: [{name: app}]}}
            ---
            {apiVersion: eaas.envmgmt.io/v1, kind: ResourceTemplate, metadata: {name: app}, spec: {provider: opentofu, repositoryOptions: {name: code}}}
            """);

        Assert.Equal("", result.Error);
        Assert.Equal(["app.artifact", "app.tofu"], result.Lines.Skip(1).Select(line => line.Split(' ')[0]));
        Assert.All(result.Lines.Skip(1), line => Assert.Contains("east, west", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Graph_WarningOfDocumentAndPlan_IsToldOnce()
    {
        var text = Support.Documents.All.Replace("kind: ResourceTemplate\nmetadata:\n  name: first\nspec:\n  version: v1", "kind: ResourceTemplate\nmetadata:\n  name: first\nspec:\n  version: v1\n  versionState: draft", StringComparison.Ordinal);

        var result = await CliRun.RunAsync(["graph", "-"], input: text);

        Assert.Single(result.Error.Split('\n'), line => line.Contains("is a draft, which may change", StringComparison.Ordinal));
    }
}
