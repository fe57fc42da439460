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
        Assert.Contains("pair", result.Error, StringComparison.Ordinal);
    }
}
