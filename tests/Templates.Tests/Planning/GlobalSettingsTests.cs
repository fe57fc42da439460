using Actors.Templates.Planning;
using Actors.Templates.Reading;
using Actors.Templates.Tests.Support;

namespace Actors.Templates.Tests.Planning;

public sealed class GlobalSettingsTests
{
    private const string Both = "agents: [{name: a}, {name: b}]";

    private static Catalog CatalogOf(string? global, string? project, string template = "", string environment = "", string resource = "") => new(
    [
        .. new[] { "a", "b", "c", "d" }.Select(name => Documents.One(Documents.Agent(name))),
        Documents.One(Documents.Doc("gitops.k8smgmt.io/v3", "AgentPool", "pool", "agents: [c, d]")),
        Documents.One(Documents.Custom("r", resource)),
        Documents.One(Documents.EnvironmentTemplate("resources: [{name: r}]\n" + template)),
        Documents.One(Documents.Environment(environment)),
        .. project is null ? [] : new[] { Documents.Settings(project) },
    ])
    {
        OrganisationSettings = global is null ? null : Documents.Settings(global, "*"),
    };

    [Theory]
    [InlineData(Both, null, "", "a,b", AgentLevel.GlobalSettings)]
    [InlineData(Both, "agentPools: [{name: pool}]", "", "c,d", AgentLevel.ProjectSettings)]
    [InlineData(Both, "agentPools: [{name: pool}]", "agents: [{name: d}, {name: a}]", "d,a", AgentLevel.ResourceTemplate)]
    [InlineData(Both, "variables: [{name: size, value: '1'}]", "", "a,b", AgentLevel.GlobalSettings)]
    public void Plan_NobodyElseNamesAgents_TakesTheSettings(string global, string? project, string resource, string expected, AgentLevel level)
    {
        var result = Documents.Plan(CatalogOf(global, project, resource: resource));

        var activity = Assert.Single(result.PlanOrThrow().Activities);
        Assert.Empty(result.Findings);
        Assert.Equal(expected, string.Join(',', activity.Agents));
        Assert.Equal(activity.Agents, activity.AgentSources.Select(source => source.Agent));
        Assert.All(activity.AgentSources, source => Assert.Equal(level, source.Level));
    }

    [Fact]
    public void Plan_PoolMember_IsToldWithItsPool()
    {
        var activity = Documents.Plan(CatalogOf(null, null, environment: "agents: [{name: a}]\nagentPools: [{name: pool}]")).PlanOrThrow().Activities[0];

        Assert.Equal([("a", null), ("c", "pool"), ("d", "pool")], activity.AgentSources.Select(source => (source.Agent, source.Pool)));
        Assert.All(activity.AgentSources, source => Assert.Equal("Environment/prod", source.Document));
    }

    [Fact]
    public void Plan_ProjectWithoutAnAgentOfTheOrganisation_GoesOnWithTheOthers()
    {
        var result = Documents.Plan(CatalogOf("agents: [{name: a}, {name: b}, {name: elsewhere}]", null));

        Assert.Equal(["a", "b"], result.PlanOrThrow().Activities[0].Agents);
        var finding = Assert.Single(result.Findings);
        Assert.Equal((Severity.Warning, "GlobalSettings/default", "spec.agents[2].name"), (finding.Severity, finding.Subject, finding.FieldPath));
    }

    [Theory]
    [InlineData("agents: [{name: elsewhere}]", null)]
    [InlineData(null, "agents: [{name: a}, {name: elsewhere}]")]
    public void Plan_UnknownAgents_AreRefused(string? global, string? project)
    {
        var result = Documents.Plan(CatalogOf(global, project));

        Assert.Null(result.Plan);
        Assert.Contains(result.Findings, finding => finding.Message.Contains("no Agent 'elsewhere'", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(null, null, "", "template")]
    [InlineData("global", null, "", "global")]
    [InlineData("global", "project", "", "project")]
    [InlineData("global", "project", "environment", "environment")]
    public void Plan_Variables_RankBetweenTemplateAndEnvironment(string? global, string? project, string environment, string expected)
    {
        static string? Size(string? value) => string.IsNullOrEmpty(value) ? null : $"variables: [{{name: size, value: {value}}}, {{name: nobody, value: x}}]";
        var catalog = CatalogOf(
            Size(global),
            Size(project),
            "variables: [{name: size, value: template}]\nagents: [{name: a}, {name: b}]",
            environment.Length == 0 ? "" : $"variables: [{{name: size, value: {environment}}}]",
            "variables: [{name: size, value: resource}]");

        var inputs = ((FunctionPlan)Documents.Plan(catalog).PlanOrThrow().Activities[0].Job).Inputs;

        Assert.Equal(("size", expected), Assert.Single(inputs.Variables.Select(value => (value.Name, value.Value))));
    }

    [Fact]
    public void Plan_SettingsThatMustNotBeOverridden_HoldTheEnvironment()
    {
        var result = Documents.Plan(CatalogOf(
            "variables: [{name: size, value: global, options: {override: {type: notallowed}}}]",
            null,
            "agents: [{name: a}, {name: b}]",
            "variables: [{name: size, value: mine}]",
            "variables: [{name: size, value: resource}]"));

        var finding = Assert.Single(result.Findings);
        Assert.Equal(("Environment/prod", Severity.Error), (finding.Subject, finding.Severity));
        Assert.Contains("GlobalSettings/default", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_ProjectSettings_KeepTheRulesOfTheOrganisation()
    {
        var catalog = CatalogOf("variables: [{name: size, value: global, options: {override: {type: notallowed}}}, {name: other, options: {required: true}}]", null);

        var finding = Assert.Single(ReferenceCheck.Check(Documents.Settings("variables: [{name: size, value: mine}]"), catalog));

        Assert.Equal(("GlobalSettings/default", "spec.variables[0].value"), (finding.Subject, finding.FieldPath));
    }

    [Fact]
    public void Check_UnknownAgents_AreErrorsAtTheirFields()
    {
        var findings = ReferenceCheck.Check(Documents.Settings("agents: [{name: a}, {name: bb}]\nagentPools: [{name: pol}]"), CatalogOf(null, null));

        Assert.Equal(["spec.agents[1].name", "spec.agentPools[0].name"], findings.Where(finding => finding.Severity == Severity.Error).Select(finding => finding.FieldPath));
        Assert.All(findings, finding => Assert.Contains("in this project", finding.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void Check_OrganisationWithoutTheAgent_SaysThatNoProjectHasIt() =>
        Assert.Contains("in any project", Assert.Single(ReferenceCheck.Check(Documents.Settings("agents: [{name: bb}, {name: a}]", "*"), new([Documents.One(Documents.Agent("a"))]) { IsOrganisation = true })).Message, StringComparison.Ordinal);

    [Fact]
    public void Check_AnotherName_IsRefused()
    {
        var document = Documents.One(Documents.Doc("paas.envmgmt.io/v1", "GlobalSettings", "mine", "agents: []"));

        Assert.Equal("metadata.name", Assert.Single(ReferenceCheck.Check(document, new())).FieldPath);
    }

    [Fact]
    public void Check_OtherKindsForAllProjects_AreRefused()
    {
        var document = Documents.One("apiVersion: gitops.k8smgmt.io/v3\nkind: Agent\nmetadata: {name: a, project: '*'}\nspec: {type: Docker}\n");

        Assert.Equal("metadata.project", Assert.Single(ReferenceCheck.Check(document, new())).FieldPath);
    }
}
