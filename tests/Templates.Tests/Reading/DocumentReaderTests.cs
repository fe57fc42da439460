using Actors.Templates.Kinds;
using Actors.Templates.Reading;
using Actors.Templates.Tests.Support;

namespace Actors.Templates.Tests.Reading;

public sealed class DocumentReaderTests
{
    [Fact]
    public void Read_WrongTypeOfField_NamesFileLineColumnAndPath()
    {
        var text = """
            apiVersion: eaas.envmgmt.io/v1
            kind: EnvironmentTemplate
            metadata:
              name: et
            spec:
              resources:
                - name: a
                - name: b
                  dependsOn:
                    - name: [a]
            """;

        var result = DocumentReader.Read(text, "et.yaml");

        var finding = Assert.Single(result.Findings);
        Assert.Equal("spec.resources[1].dependsOn[0].name", finding.FieldPath);
        Assert.Equal(new SourcePlace("et.yaml", 10, 11), finding.Place);
        Assert.StartsWith("et.yaml:10:11: error: EnvironmentTemplate/et spec.resources[1].dependsOn[0].name: ", finding.ToString(), StringComparison.Ordinal);
        Assert.Empty(result.Documents);
    }

    [Fact]
    public void Read_SeveralErrors_ReportsAll()
    {
        var text = Documents.Doc("gitops.k8smgmt.io/v3", "Agent", "a", "active: maybe\nconfig:\n  concurrency: many");

        Assert.Equal(["spec.active", "spec.config.concurrency"], DocumentReader.Read(text, "a.yaml").Findings.Select(finding => finding.FieldPath));
    }

    [Fact]
    public void Read_UnknownField_WarnsAndKeepsIt()
    {
        var document = Documents.One(Documents.Environment("variabels: [{name: x}]"));
        var result = DocumentReader.Read(Documents.Environment("variabels: [{name: x}]"), "env.yaml");

        Assert.False(result.HasErrors);
        Assert.Contains("Did you mean 'variables'?", Assert.Single(result.Findings).Message, StringComparison.Ordinal);
        Assert.Equal("x", (string?)document.Raw["spec"]!["variabels"]![0]!["name"]);
    }

    [Fact]
    public void Read_TolerancesOfTheWild_AreAccepted()
    {
        var text = """
            apiVersion: eaas.envmgmt.io/v1
            kind: ResourceTemplate
            metadata:
              name: "rt "
              id: abc
              createdAt: 2024-01-01
            spec:
              version: 1.10
              hooks: {}
              actions: null
              providerOptions:
                opentofu:
                  version: 1.4.6
                  refresh: {value: true}
                  lock: "true"
                  timeoutSeconds: "30"
              agents: [one, {name: two}]
              variables:
                - name: v
                  valueType: TEXT
                  value: 12
                  sensitive: true
                  options: null
            status: {anything: 1}
            """;

        var result = DocumentReader.Read(text, "rt.yaml");

        Assert.Empty(result.Findings);
        var document = Assert.Single(result.Documents);
        var spec = document.SpecAs<ResourceTemplateSpec>();
        Assert.Equal(("rt", "1.10"), (document.Name, document.Version));
        Assert.Equal(("1.4.6", true, true, 30), (spec.ProviderOptions!.OpenTofu!.Version, spec.ProviderOptions.OpenTofu.Refresh,
            spec.ProviderOptions.OpenTofu.Lock, spec.ProviderOptions.OpenTofu.TimeoutSeconds));
        Assert.Equal(["one", "two"], spec.Agents.Select(agent => agent.Name));
        Assert.Equal(("12", true), (spec.Variables[0].Value, spec.Variables[0].Sensitive));
        Assert.False(document.Raw.ContainsKey("status"));
        Assert.False(document.Raw["metadata"]!.AsObject().ContainsKey("id"));
    }

    [Fact]
    public void Read_AliasOfField_IsStoredUnderItsOwnName()
    {
        var document = Documents.One(Documents.Environment("schedule_optouts: [{name: s, duration: 2d}]"));

        Assert.Equal("2d", document.SpecAs<EnvironmentSpec>().ScheduleOptouts[0].Duration);
        Assert.True(document.Raw["spec"]!.AsObject().ContainsKey("scheduleOptouts"));
    }

    [Theory]
    [InlineData("kind: Environmint", "Did you mean 'Environment'?")]
    [InlineData("metadata: {name: x}", "names no kind")]
    [InlineData("kind: Environment\napiVersion: v1\nmetadata: {name: x}", "must be 'eaas.envmgmt.io/v1'")]
    [InlineData("kind: Environment\napiVersion: eaas.envmgmt.io/v1", "has no name")]
    [InlineData("kind: Environment\napiVersion: eaas.envmgmt.io/v1\nmetadata: {name: ../x}", "letters, digits")]
    [InlineData("a: [", "no valid YAML")]
    [InlineData("{\"a\": ", "no valid JSON")]
    [InlineData("a: 1\na: 2", "twice")]
    [InlineData("{\"a\": 1, \"a\": 2}", "twice")]
    [InlineData("a: *b", "no complete anchor")]
    [InlineData("just text", "must be a mapping")]
    public void Read_BadDocument_SaysWhatIsWrong(string text, string expected)
    {
        var result = DocumentReader.Read(text, "bad.yaml");

        Assert.Empty(result.Documents);
        var finding = Assert.Single(result.Findings, finding => finding.Message.Contains(expected, StringComparison.Ordinal));
        Assert.Equal("bad.yaml", finding.Place!.Source);
    }

    [Theory]
    [InlineData("")]
    [InlineData("# nothing yet\n")]
    [InlineData("---\n# one\n---\n---\n")]
    [InlineData("null")]
    [InlineData("[]")]
    public void Read_NoDocument_IsValidWithANote(string text)
    {
        var result = DocumentReader.Read(text, "empty.yaml");

        Assert.True(result is { IsEmpty: true, HasErrors: false, Documents: [] });
        Assert.Equal("empty.yaml:1:1: warning: Note: The text holds no document; nothing is done with it.", Assert.Single(result.Findings).ToString());
    }

    [Fact]
    public void Read_LeastWholeNumber_SurvivesTheRoundTrip()
    {
        const string least = "-9223372036854775808";
        var yaml = Documents.Doc("eaas.envmgmt.io/v1", "Environment", "prod", $"template: {{name: et, version: {least}}}\nvariables: [{{name: a, value: {least}, options: {{displayMetadata: {{least: {least}}} }} }}]\nunknown: [{least}]");
        var document = Documents.One(yaml);

        foreach (var again in new[] { document, Documents.One(document.ToJson().ToJsonString()), Documents.One(YamlText.Write(document.ToJson())), ResourceDocument.FromJson(document.ToJson()) })
        {
            Assert.Equal(document, again);
            Assert.Equal((least, least), (again.SpecAs<EnvironmentSpec>().Template!.Version, again.SpecAs<EnvironmentSpec>().Variables[0].Value));
            Assert.Equal(long.MinValue, again.Raw["spec"]!["variables"]![0]!["options"]!["displayMetadata"]!["least"]!.GetValue<long>());
            Assert.Equal(long.MinValue, again.Raw["spec"]!["unknown"]![0]!.GetValue<long>());
        }
    }

    [Fact]
    public void Read_BillionLaughs_IsRefused()
    {
        var lines = Enumerable.Range(1, 12).Select(i => $"a{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 10))}]");
        var result = DocumentReader.Read("a0: &a0 lol\n" + string.Join('\n', lines), "bomb.yaml");

        Assert.Contains("aliases expanded", Assert.Single(result.Findings).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData('[')]
    [InlineData('{')]
    public void Read_DeepNesting_IsRefused(char open)
    {
        var text = open == '[' ? new string('[', 100_000) : string.Concat(Enumerable.Repeat("{\"a\":", 50_000));

        Assert.True(DocumentReader.ReadJson(text, "deep.json").HasErrors);
        Assert.True(DocumentReader.ReadYaml("x: " + new string('[', 5_000), "deep.yaml").HasErrors);
    }

    [Fact]
    public void Read_SecondDocumentBroken_KeepsTheFirst()
    {
        var result = DocumentReader.Read(Documents.Environment() + "---\na: [", "two.yaml");

        Assert.Single(result.Documents);
        Assert.True(result.HasErrors);
    }

    [Fact]
    public void ReadJson_List_ReadsItsItems()
    {
        var item = Documents.One(Documents.Agent("a")).ToJson().ToJsonString();

        var result = DocumentReader.Read($$"""{"apiVersion":"x","kind":"AgentList","items":[{{item}},{{item}}]}""", "list.json");

        Assert.Empty(result.Findings);
        Assert.Equal(2, result.Documents.Count);
    }

    [Fact]
    public void Read_AnchorsAndMergeKeys_AreExpanded()
    {
        var document = Documents.One(Documents.Environment("""
            variables:
              - &base {name: a, value: "1", valueType: text}
              - {<<: *base, name: b}
            """));

        Assert.Equal([("a", "1"), ("b", "1")], document.SpecAs<EnvironmentSpec>().Variables.Select(each => (each.Name, each.Value)));
    }

    [Fact]
    public void FromJson_CanonicalJson_GivesTheSameDocument()
    {
        var document = Documents.One(Documents.Repository());

        Assert.Equal(document, ResourceDocument.FromJson(document.ToJson()));
    }

    [Fact]
    public void ToString_DocumentsAndSpecs_ShowNoSecret()
    {
        var document = Documents.One(Documents.Repository());

        Assert.DoesNotContain("hunter22", $"{document} {document.Spec} {document.SpecAs<RepositorySpec>().Credentials}", StringComparison.Ordinal);
    }
}
