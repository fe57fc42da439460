using System.Text.Json.Nodes;
using Actors.Cli.Hosting;
using Actors.Cli.Tests.Support;

namespace Actors.Cli.Tests.Documents;

public sealed partial class ValidateCommandTests
{
    [Fact]
    public async Task Validate_GoodDocuments_EndsWith0()
    {
        using var folder = new TempFolder().Write("all.yaml", Support.Documents.All);

        var result = await CliRun.RunAsync(["validate", "all.yaml"], folder: folder.Path);

        Assert.Equal("", result.Error);
        Assert.Equal("1 valid, 0 invalid\n", result.Out);
        Assert.Equal(ExitCodes.Ok, result.ExitCode);
    }

    [Fact]
    public async Task Validate_Corpus_IsValidFolderByFolder()
    {
        var corpus = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(corpus.FullName, "Actors.sln")))
        {
            corpus = corpus.Parent!;
        }

        var result = await CliRun.RunAsync(
            ["validate", "tests/Templates.Tests/Corpus", "--values", "tests/Templates.Tests/Corpus/templates/values.yaml"], folder: corpus.FullName);

        Assert.Matches(@"^[67]\d valid, 0 invalid$", result.Lines[^1]);
        Assert.All(result.Lines.SkipLast(1), line => Assert.Matches(@"^tests/[^:]+:\d+:\d+: warning: .", line));
        Assert.Equal(ExitCodes.Ok, result.ExitCode);
    }

    [Fact]
    public async Task Validate_StandardInput_IsRead()
    {
        var result = await CliRun.RunAsync(["validate", "-"], input: Support.Documents.Agent);

        Assert.Equal("1 valid, 0 invalid\n", result.Out);
    }

    [Fact]
    public async Task Validate_UnknownKind_SaysFileLineAndColumn()
    {
        using var folder = new TempFolder().Write("bad.yaml", Support.Documents.Agent.Replace("kind: Agent", "kind: Agnet", StringComparison.Ordinal));

        var result = await CliRun.RunAsync(["validate", "-f", "bad.yaml"], folder: folder.Path);

        Assert.Equal(ExitCodes.Failed, result.ExitCode);
        Assert.Matches(@"^bad\.yaml:2:1: error: kind: The kind 'Agnet' .* Did you mean 'Agent'\?", result.Lines[0]);
        Assert.Equal("0 valid, 1 invalid", result.Lines[^1]);
        Assert.Empty(result.Error);
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
        Assert.Matches(@"b\.yaml:4:3: error: Agent/local metadata\.name: .*more than once.*a\.yaml:4:3", result.Lines[0]);
        Assert.Equal("1 valid, 1 invalid", result.Lines[^1]);
    }

    [Fact]
    public async Task Validate_SameDocumentInOtherFolders_IsAnotherSet()
    {
        using var folder = new TempFolder().Write("a/all.yaml", Support.Documents.All)
            .Write("b/all.yaml", Support.Documents.All.Replace("name: second", "name: other", StringComparison.Ordinal));

        var result = await CliRun.RunAsync(["validate", "."], folder: folder.Path);

        Assert.Equal("2 valid, 0 invalid\n", result.Out);
    }

    [Fact]
    public async Task Validate_ReferenceToOtherFiles_IsNoFinding()
    {
        using var folder = new TempFolder().Write("environment.yaml", Support.Documents.Environment);

        var result = await CliRun.RunAsync(["validate", "environment.yaml"], folder: folder.Path);

        Assert.Equal(ExitCodes.Ok, result.ExitCode);
        Assert.Equal("1 valid, 0 invalid\n", result.Out);
    }

    [Fact]
    public async Task Validate_ReferenceNearlyToWhatIsHere_IsAWarning()
    {
        var text = Support.Documents.All.Replace("name: pair\n    version", "name: pairs\n    version", StringComparison.Ordinal);

        var result = await CliRun.RunAsync(["validate", "-"], input: text);

        Assert.Equal(ExitCodes.Ok, result.ExitCode);
        Assert.Matches(@"^stdin:8:5: warning: Environment/demo spec\.template\.name: There is no EnvironmentTemplate 'pairs' here, but 'pair'", result.Lines[0]);
    }

    [Theory]
    [InlineData("WorkflowHandler", "a.b", "a-b", "provider: custom, providerOptions: {custom: {tasks: [{name: t, workflowHandler: {name: a.b}}]}}")]
    [InlineData("Driver", "a.b", "a-b", "provider: custom, providerOptions: {custom: {tasks: [{name: t, workflowHandler: {name: a.b}}]}}")]
    [InlineData("ConfigContext", "one", "ones", "provider: terraform, contexts: [{name: one}]")]
    public async Task Validate_ReferenceToWhatHasErrorsOfItsOwn_IsNotSaidToBeMissing(string kind, string bad, string good, string user)
    {
        static string Document(string kind, string name, string spec) => $"apiVersion: eaas.envmgmt.io/v1\nkind: {kind}\nmetadata: {{name: {name}}}\nspec: {spec}\n---\n";
        var use = Document("ResourceTemplate", "user", $"{{{user}}}");
        var near = Document(kind, good, kind == "ConfigContext" ? "{envs: []}" : "{config: {type: container, container: {image: x}}}");
        var wrong = Document(kind, bad, kind == "ConfigContext" ? "{envs: text}" : "{config: {type: container, timeoutSeconds: soon}}");

        var without = await CliRun.RunAsync(["validate", "-"], input: use + near);
        var with = await CliRun.RunAsync(["validate", "-"], input: use + near + wrong);

        Assert.Equal(kind != "Driver", without.Out.Contains($"'{bad}' here, but '{good}'", StringComparison.Ordinal));
        Assert.DoesNotContain("is that meant", with.Out, StringComparison.Ordinal);
        Assert.Contains($"error: {kind}/{bad} ", with.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Validate_IncompleteTemplate_IsCheckedByItself()
    {
        var cycle = Support.Documents.Template.Replace("{name: first, kind", "{name: first, dependsOn: [{name: second}], kind", StringComparison.Ordinal);

        var result = await CliRun.RunAsync(["validate", "-"], input: cycle);

        Assert.Equal(ExitCodes.Failed, result.ExitCode);
        Assert.Contains("circle: ", result.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gitops.k8smgmt.io/v3", "Pipeline")]
    [InlineData("integrations.k8smgmt.io/v3", "SecretSealer")]
    [InlineData("paas.envmgmt.io/v1", "Workspace")]
    [InlineData("paas.envmgmt.io/v1", "ComputeProfile")]
    [InlineData("paas.envmgmt.io/v1", "ServiceProfile")]
    [InlineData("paas.envmgmt.io/v1", "ComputeInstance")]
    [InlineData("dev.envmgmt.io/v1", "VirtualMachine")]
    [InlineData("config.rafay.dev/v2", "Repository")]
    public async Task Validate_NeighbouringKind_IsValidWithANote(string apiVersion, string kind)
    {
        var result = await CliRun.RunAsync(["validate", "-"], input: $"apiVersion: {apiVersion}\nkind: {kind}\nmetadata: {{name: x}}\nspec: {{anything: [1]}}\n");

        Assert.Equal(ExitCodes.Ok, result.ExitCode);
        Assert.Matches($@"^stdin:2:1: warning: {kind}/x kind: Note: ", Assert.Single(result.Lines.SkipLast(1)));
        Assert.Equal("1 valid, 0 invalid", result.Lines[^1]);
    }

    [Theory]
    [InlineData("ResourceTemplate", "provider: custom\n  providerOptions: {custom: {tasks: [{name: a, type: contaner, options: {container: {image: i}}}]}}", "spec.providerOptions.custom.tasks[0].type", "container")]
    [InlineData("ResourceTemplate", "provider: system\n  hooks: {onInit: [{name: a, type: approval, onFailure: contine}]}", "spec.hooks.onInit[0].onFailure", "continue")]
    [InlineData("ResourceTemplate", "provider: custm", "spec.provider", "custom")]
    [InlineData("ResourceTemplate", "provider: system\n  versionState: activ", "spec.versionState", "active")]
    [InlineData("ResourceTemplate", "provider: system\n  variables: [{name: v, valueType: tex}]", "spec.variables[0].valueType", "text")]
    [InlineData("ResourceTemplate", "provider: system\n  variables: [{name: v, options: {override: {type: alowed}}}]", "spec.variables[0].options.override.type", "allowed")]
    [InlineData("EnvironmentTemplate", "agentOverride: {type: restrictd}", "spec.agentOverride.type", "restricted")]
    [InlineData("EnvironmentTemplate", "resources: [{name: a, type: static, kind: resorce}]", "spec.resources[0].kind", "resource")]
    [InlineData("EnvironmentTemplate", "resources: [{name: a, type: statc, kind: environment}]", "spec.resources[0].type", "static")]
    [InlineData("WorkflowHandler", "config: {type: functon}", "spec.config.type", "function")]
    [InlineData("WorkflowHandler", "config: {type: function, function: {language: phyton, source: x}}", "spec.config.function.language", "python")]
    public async Task Validate_MisspeltWord_IsOneErrorWithTheNearest(string kind, string spec, string path, string nearest)
    {
        var result = await CliRun.RunAsync(["validate", "-"], input: $"apiVersion: eaas.envmgmt.io/v1\nkind: {kind}\nmetadata: {{name: x}}\nspec:\n  {spec}\n");

        Assert.Matches($@"^stdin:\d+:\d+: error: {kind}/x {System.Text.RegularExpressions.Regex.Escape(path)}: .*Did you mean '{nearest}'\?", Assert.Single(result.Lines.SkipLast(1)));
        Assert.Equal(ExitCodes.Failed, result.ExitCode);
    }

    public static bool IsLinux => OperatingSystem.IsLinux();

    [Fact]
    public async Task Validate_UnknownField_SuggestsTheNearestAndIsValid()
    {
        var result = await CliRun.RunAsync(["validate", "-"], input: Support.Documents.Template + "\n  hook: {}\n");

        Assert.Equal(ExitCodes.Ok, result.ExitCode);
        Assert.Equal("stdin:10:3: warning: EnvironmentTemplate/pair spec.hook: The field is not known; it is kept and has no effect. Did you mean 'hooks'?", result.Lines[0]);
    }

    [Fact]
    public async Task Validate_TemplatesWithValues_PointsIntoTheTemplate()
    {
        using var folder = new TempFolder()
            .Write("set/agent.yaml.tmpl", "{{- /* note */ -}}\n{{ $c := . -}}\n" + Support.Documents.Agent.Replace("name: local", "name: {{ $c.agent.name }}\n  # {{ .nothing }}", StringComparison.Ordinal) + "\n  confg: {{ .agent.slots }}\n")
            .Write("set/values.yaml", "agent: {name: near, slots: 4}");

        var result = await CliRun.RunAsync(["validate", "set", "--values", "set/values.yaml"], folder: folder.Path);

        Assert.Equal(
            ["set/agent.yaml.tmpl:7:8: warning: '.nothing' renders as '<no value>': the values have no key 'nothing'.",
             "set/agent.yaml.tmpl:10:3: warning: Agent/near spec.confg: The field is not known; it is kept and has no effect. Did you mean 'config'?",
             "1 valid, 0 invalid"],
            result.Lines);
        Assert.Equal(ExitCodes.Ok, result.ExitCode);
    }

    [Theory]
    [InlineData("values.yaml", "- a list")]
    [InlineData("values.yaml", "a: [")]
    [InlineData("other.yaml", "a: 1")]
    public async Task Validate_UnreadableValues_IsWrongUse(string name, string text)
    {
        using var folder = new TempFolder().Write("a.yaml", Support.Documents.Agent).Write(name, text);

        var result = await CliRun.RunAsync(["validate", "a.yaml", "--values", "values.yaml"], folder: folder.Path);

        Assert.Equal(ExitCodes.Usage, result.ExitCode);
        Assert.Contains("values.yaml", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Validate_TemplateWithoutValues_SaysHowToGiveThem()
    {
        using var folder = new TempFolder().Write("a.yaml", "{{ $c := . }}\n" + Support.Documents.Agent);

        var result = await CliRun.RunAsync(["validate", "a.yaml"], folder: folder.Path);

        Assert.Equal(ExitCodes.Failed, result.ExitCode);
        Assert.Contains("--values", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Validate_DependencyCycle_IsAnError()
    {
        var cycle = Support.Documents.All.Replace("{name: first, kind", "{name: first, dependsOn: [{name: second}], kind", StringComparison.Ordinal);
        using var folder = new TempFolder().Write("all.yaml", cycle);

        var result = await CliRun.RunAsync(["validate", "all.yaml"], folder: folder.Path);

        Assert.Equal(ExitCodes.Failed, result.ExitCode);
        Assert.Contains("circle: ", result.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("$(resource.secnd.output.x.value)$", "no resource 'secnd'")]
    [InlineData("$(resource.app.output.x.value)$", "is not up before")]
    [InlineData("$(environment.nmae)$", "nmae")]
    [InlineData("$(trigger.nmae)$", "nmae")]
    public async Task Validate_ExpressionThatNoRunCouldEvaluate_IsAnErrorOnce(string expression, string expected)
    {
        var result = await CliRun.RunAsync(["validate", "-"], input: Calling(expression));

        Assert.Equal(ExitCodes.Failed, result.ExitCode);
        var line = Assert.Single(result.Lines, line => line.Contains("error:", StringComparison.Ordinal));
        Assert.Contains(expected, line, StringComparison.Ordinal);
        Assert.Matches(@"^stdin:\d+:\d+: error: EnvironmentTemplate/web spec\.hooks\.onInit\[0\]", line);
    }

    [Theory]
    [InlineData("$(trigger.payload.user)$")]
    [InlineData("$(environment.name)$")]
    public async Task Validate_ExpressionThatARunMayEvaluate_IsValid(string expression) =>
        Assert.Equal("1 valid, 0 invalid", (await CliRun.RunAsync(["validate", "-"], input: Calling(expression))).Lines[^1]);

    [Fact]
    public async Task Validate_ActionOnAnUnknownResource_IsAnError()
    {
        var text = Support.Documents.WithHooks.Replace("actions: [", "actions: [{name: again, type: deploy, reconcileResources: [{name: ap}]}, ", StringComparison.Ordinal);

        var result = await CliRun.RunAsync(["validate", "-"], input: text);

        Assert.Contains("spec.actions[0].reconcileResources[0].name: EnvironmentTemplate/web has no resource 'ap'", Assert.Single(result.Lines, line => line.Contains("error:", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    private static string Calling(string expression) => Support.Documents.WithHooks.Replace(
        "{name: ask, type: approval, executeOnce: true}", $"{{name: ask, type: http, options: {{http: {{endpoint: 'https://example.com', body: '{expression}'}}}}}}", StringComparison.Ordinal);
}
