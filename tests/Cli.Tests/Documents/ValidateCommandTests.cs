using System.Text.Json.Nodes;
using Actors.Cli.Hosting;
using Actors.Cli.Tests.Support;

namespace Actors.Cli.Tests.Documents;

public sealed class ValidateCommandTests
{
    [Fact]
    public async Task Validate_GoodDocuments_EndsWith0()
    {
        using var folder = new TempFolder().Write("all.yaml", Support.Documents.All);

        var result = await CliRun.RunAsync(["validate", "all.yaml"], folder: folder.Path);

        Assert.Equal("", result.Error);
        Assert.Equal("6 documents are valid.\n", result.Out);
        Assert.Equal(ExitCodes.Ok, result.ExitCode);
    }

    [Fact]
    public async Task Validate_StandardInput_IsRead()
    {
        var result = await CliRun.RunAsync(["validate", "-"], input: Support.Documents.Agent);

        Assert.Equal("1 document is valid.\n", result.Out);
    }

    [Fact]
    public async Task Validate_UnknownKind_SaysFileLineAndColumn()
    {
        using var folder = new TempFolder().Write("bad.yaml", Support.Documents.Agent.Replace("kind: Agent", "kind: Agnet", StringComparison.Ordinal));

        var result = await CliRun.RunAsync(["validate", "-f", "bad.yaml"], folder: folder.Path);

        Assert.Equal(ExitCodes.Failed, result.ExitCode);
        Assert.Contains("bad.yaml:2:", result.Error, StringComparison.Ordinal);
        Assert.Contains("Agnet", result.Error, StringComparison.Ordinal);
        Assert.Empty(result.Out);
    }

    [Fact]
    public async Task Validate_Json_ListsDocumentsAndFindings()
    {
        using var folder = new TempFolder().Write("a.yaml", Support.Documents.Agent).Write("b.yml", "kind: [").Write("ignored.txt", "kind: [");

        var result = await CliRun.RunAsync(["validate", ".", "-o", "json"], folder: folder.Path);

        var report = JsonNode.Parse(result.Out)!;
        Assert.Equal(ExitCodes.Failed, result.ExitCode);
        Assert.False(report["valid"]!.GetValue<bool>());
        Assert.Equal("local", report["documents"]![0]!["name"]!.GetValue<string>());
        Assert.EndsWith("b.yml", report["findings"]![0]!["source"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Validate_SameDocumentTwice_IsAnError()
    {
        using var folder = new TempFolder().Write("a.yaml", Support.Documents.Agent).Write("b.yaml", Support.Documents.Agent);

        var result = await CliRun.RunAsync(["validate", "."], folder: folder.Path);

        Assert.Equal(ExitCodes.Failed, result.ExitCode);
        Assert.Contains("Agent/local", result.Error, StringComparison.Ordinal);
        Assert.Contains("more than once", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Validate_ReferenceToOtherFiles_IsAWarning()
    {
        using var folder = new TempFolder().Write("environment.yaml", Support.Documents.Environment);

        var result = await CliRun.RunAsync(["validate", "environment.yaml"], folder: folder.Path);

        Assert.Equal(ExitCodes.Ok, result.ExitCode);
        Assert.Contains("EnvironmentTemplate/pair is not among these files", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Validate_DependencyCycle_IsAnError()
    {
        var cycle = Support.Documents.All.Replace("{name: first, kind", "{name: first, dependsOn: [{name: second}], kind", StringComparison.Ordinal);
        using var folder = new TempFolder().Write("all.yaml", cycle);

        var result = await CliRun.RunAsync(["validate", "all.yaml"], folder: folder.Path);

        Assert.Equal(ExitCodes.Failed, result.ExitCode);
        Assert.Contains("circle: ", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Validate_FolderWithoutDocuments_SaysSo()
    {
        using var folder = new TempFolder().Write("readme.txt", "nothing");

        var result = await CliRun.RunAsync(["validate", "."], folder: folder.Path);

        Assert.Equal(ExitCodes.Usage, result.ExitCode);
        Assert.Contains("*.yaml", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Validate_MissingFile_NamesIt()
    {
        var result = await CliRun.RunAsync(["validate", "there-is-no.yaml"]);

        Assert.Equal(ExitCodes.Usage, result.ExitCode);
        Assert.Contains("there-is-no.yaml", result.Error, StringComparison.Ordinal);
    }
}
