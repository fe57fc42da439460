using Actors.Templates.Planning;
using Actors.Templates.Reading;
using Actors.Templates.Tests.Support;

namespace Actors.Templates.Tests.Planning;

public sealed class ReferenceCheckTests
{
    [Fact]
    public void Check_WrongHooks_AreToldWithTheirLineAndColumn()
    {
        var read = DocumentReader.Read(
            Documents.Custom("r", """
            hooks:
              onInit:
              - {name: h, type: approval, timeoutSecond: 5}
              - type: approval
              provider: {openTofu: {deploy: {plan: {before: [{type: approval}]}}}}
            """),
            "test.yaml");

        var findings = read.Findings.Concat(ReferenceCheck.CheckAlone(Assert.Single(read.Documents), new())).Select(finding => $"{finding.Place!.Line}:{finding.Place.Column} {finding.FieldPath}");

        Assert.Equal(["15:33 spec.hooks.onInit[0].timeoutSecond", "16:7 spec.hooks.onInit[1].name", "17:52 spec.hooks.provider.openTofu.deploy.plan.before[0].name", "17:16 spec.hooks.provider.openTofu"], findings);
    }

    [Fact]
    public void ReferencesOf_ResourceTemplate_NamesEveryFieldThatRefers()
    {
        var document = Documents.One(Documents.Doc("eaas.envmgmt.io/v1", "ResourceTemplate", "r", """
            repositoryOptions: {name: code}
            contexts: [{name: c}, {name: label, data: {}}]
            agents: [{name: a}]
            agentPools: [{name: p}]
            providerOptions: {custom: {tasks: [{name: t, agents: [{name: b}], driver: {name: h}}]}}
            """));

        Assert.Equal(
            [
                "Repository code spec.repositoryOptions.name",
                "ConfigContext c spec.contexts[0].name",
                "Agent a spec.agents[0].name",
                "AgentPool p spec.agentPools[0].name",
                "WorkflowHandler h spec.providerOptions.custom.tasks[0].driver.name",
                "Agent b spec.providerOptions.custom.tasks[0].agents[0].name",
            ],
            ReferenceCheck.ReferencesOf(document).Select(reference => $"{reference.Kind} {reference.Name} {reference.FieldPath}"));
    }

    [Fact]
    public void Check_MissingReference_NamesPlaceAndNearest()
    {
        var finding = Assert.Single(ReferenceCheck.Check(Documents.One(Documents.Tofu("r")), Documents.Catalog(Documents.Doc(
            "integrations.k8smgmt.io/v3", "Repository", "cod", "endpoint: https://example.com/x.git"))));

        Assert.Equal(("spec.repositoryOptions.name", Severity.Error), (finding.FieldPath, finding.Severity));
        Assert.Contains("Did you mean 'cod'?", finding.Message, StringComparison.Ordinal);
        Assert.NotNull(finding.Place);
    }

    [Fact]
    public void Check_Driver_SatisfiesAWorkflowHandlerReference()
    {
        var catalog = Documents.Catalog(Documents.Doc("eaas.envmgmt.io/v1", "Driver", "h", "config: {type: function}"));
        var document = Documents.One(Documents.Doc(
            "eaas.envmgmt.io/v1", "ResourceTemplate", "r", "provider: custom\nproviderOptions: {custom: {tasks: [{name: t, workflowHandler: {name: h}}]}}"));

        Assert.Empty(ReferenceCheck.Check(document, catalog));
        Assert.Single(ReferenceCheck.ReferrersOf(catalog.Find("Driver", "h")!, new Catalog([.. catalog.Documents, document])));
    }

    [Fact]
    public void Check_CycleInTemplate_NamesIt()
    {
        var document = Documents.One(Documents.EnvironmentTemplate("resources: [{name: a, dependsOn: [{name: b}]}, {name: b, dependsOn: [{name: a}]}]"));

        var finding = Assert.Single(ReferenceCheck.Check(document, Documents.Catalog(Documents.Custom("a"), Documents.Custom("b"))));

        Assert.Contains("a → b → a", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_WhatComesLater_Warns()
    {
        var document = Documents.One(Documents.EnvironmentTemplate("schedules: [{name: s, type: deploy, cadence: {timeToLive: 8h}}]\nactions: [{name: x, type: deploy}]"));

        var findings = ReferenceCheck.Check(document, new Catalog());

        Assert.Equal(["spec.schedules", "spec.actions"], findings.Select(finding => finding.FieldPath));
        Assert.All(findings, finding => Assert.Equal(Severity.Warning, finding.Severity));
    }

    [Theory]
    [InlineData("type: Robot", "spec.type")]
    [InlineData("type: Cluster", "spec.cluster.name")]
    [InlineData("type: Docker\nconfig: {environment: {numWorkers: 0}}", "spec.config.environment.numWorkers")]
    public void Check_BadAgent_NamesTheField(string spec, string path) => Assert.Equal(
        path, Assert.Single(ReferenceCheck.Check(Documents.One(Documents.Doc("gitops.k8smgmt.io/v3", "Agent", "a", spec)), new Catalog())).FieldPath);

    [Theory]
    [InlineData("type: Docker")]
    [InlineData("type: dockerAgent")]
    [InlineData("type: ClusterAgent\ncluster: {name: c}")]
    [InlineData("agentType: DockerAgent")]
    public void Read_AgentTypesOfOlderDocuments_AreKnown(string spec)
    {
        var read = DocumentReader.Read(Documents.Doc("gitops.k8smgmt.io/v3", "Agent", "a", spec), "a.yaml");

        Assert.Empty(read.Findings);
        Assert.Empty(ReferenceCheck.Check(Assert.Single(read.Documents), new Catalog()));
    }

    [Theory]
    [InlineData("", "'v' is required")]
    [InlineData("variables: [{name: w, value: x}, {name: v, value: y}]", "no variable 'w'")]
    [InlineData("variables: [{name: v, value: y}]\nagents: [{name: a}]", "must not choose its agents")]
    public void Check_EnvironmentAgainstItsTemplate_IsDoneWhenStored(string environment, string expected)
    {
        var catalog = Documents.Catalog(
            Documents.Agent("a"),
            Documents.Custom("r", "variables: [{name: v, options: {required: true}}]"),
            Documents.EnvironmentTemplate("resources: [{name: r}]\nagentOverride: {type: notallowed}"));

        var finding = Assert.Single(ReferenceCheck.Check(Documents.One(Documents.Environment(environment)), catalog), finding => finding.Severity == Severity.Error);

        Assert.Contains(expected, finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_RequiredVariableThatNoResourceDeclares_IsMissedWhenStored()
    {
        var catalog = Documents.Catalog(
            Documents.Custom("r", ""),
            Documents.EnvironmentTemplate("resources: [{name: r}]\nvariables: [{name: must, valueType: text, options: {required: true}}]"));

        var finding = Assert.Single(ReferenceCheck.Check(Documents.One(Documents.Environment("")), catalog));

        Assert.Equal((Severity.Error, "spec.variables[0]"), (finding.Severity, finding.FieldPath));
        Assert.Contains("'must' is required", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_PasswordInAddress_IsRefusedWithoutShowingIt()
    {
        var document = Documents.One(Documents.Doc("integrations.k8smgmt.io/v3", "Repository", "code", "endpoint: https://me:hunter22@example.com/x.git"));

        var finding = Assert.Single(ReferenceCheck.Check(document, new Catalog()));

        Assert.Equal("spec.endpoint", finding.FieldPath);
        Assert.DoesNotContain("hunter22", finding.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void ReferrersOf_OtherVersionServesTheReference_IsFree()
    {
        var catalog = Documents.Catalog(
            Documents.Custom("r", "version: v1"), Documents.Custom("r", "version: v2"), Documents.EnvironmentTemplate("resources: [{name: r}]"));

        Assert.Empty(ReferenceCheck.ReferrersOf(catalog.Find("ResourceTemplate", "r", "v1")!, catalog));
        var one = Documents.Catalog(Documents.Custom("r", "version: v1"), Documents.EnvironmentTemplate("resources: [{name: r}]"));
        var referrer = Assert.Single(ReferenceCheck.ReferrersOf(one.Find("ResourceTemplate", "r", "v1")!, one));
        Assert.Equal(("EnvironmentTemplate/et", "spec.resources[0].name"), (referrer.Document.Subject, referrer.Reference.FieldPath));
    }
}
