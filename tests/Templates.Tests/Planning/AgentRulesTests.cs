using Actors.Templates.Planning;
using Actors.Templates.Reading;
using Actors.Templates.Tests.Support;

namespace Actors.Templates.Tests.Planning;

public sealed class AgentRulesTests
{
    private static readonly Catalog Agents = Documents.Catalog(
        Documents.Agent("a"), Documents.Agent("b"), Documents.Doc("gitops.k8smgmt.io/v3", "AgentPool", "one", "agents: [a]"), Documents.Custom("r"));

    [Theory]
    [InlineData("EnvironmentTemplate", "agents: [{name: a}]", "spec.agents")]
    [InlineData("EnvironmentTemplate", "agentPools: [{name: one}]", "spec.agentPools")]
    [InlineData("EnvironmentTemplate", "agents: [{name: a}]\nagentPools: [{name: one}]", "spec.agents")]
    [InlineData("EnvironmentTemplate", "agents: [{name: b}]\nagentPools: [{name: one}]", null)]
    [InlineData("EnvironmentTemplate", "agents: [{name: a}, {name: b}]", null)]
    [InlineData("EnvironmentTemplate", "resources: [{name: r}]", null)]
    [InlineData("ResourceTemplate", "provider: custom\nproviderOptions: {custom: {tasks: [{name: t, agents: [{name: a}]}]}}", "spec.providerOptions.custom.tasks[0].agents")]
    public void Check_FewerThanTwoAgents_WarnsWhereTheyAreNamed(string kind, string spec, string? expected) =>
        Assert.Equal(expected, Warnings(Documents.One(Documents.Doc("eaas.envmgmt.io/v1", kind, "x", spec))).SingleOrDefault()?.FieldPath);

    [Theory]
    [InlineData("agentOverride: {type: restrictd}", "spec.agentOverride.type")]
    [InlineData("agentPoolOverride: {type: odd}", "spec.agentPoolOverride.type")]
    [InlineData("agentOverride: {type: Restricted}\nagentPoolOverride: {type: NOTALLOWED}", null)]
    public void Check_OverrideOfAKindThatIsNotKnown_IsAnErrorOfTheTemplate(string spec, string? expected)
    {
        var template = Documents.One(Documents.Doc("eaas.envmgmt.io/v1", "EnvironmentTemplate", "x", $"resources: [{{name: r}}]\n{spec}"));

        Assert.Equal(expected, ReferenceCheck.Check(template, Agents).SingleOrDefault(finding => finding.Severity == Severity.Error)?.FieldPath);
    }

    [Theory]
    [InlineData("[]", "There is no agent here")]
    [InlineData("[a]", "'a' is the only agent here")]
    [InlineData("[a, a]", "'a' is the only agent here")]
    [InlineData("[a, b]", null)]
    public void Check_Pool_WarnsOfItsMembers(string members, string? expected)
    {
        var warning = Warnings(Documents.One(Documents.Doc("gitops.k8smgmt.io/v3", "AgentPool", "x", $"agents: {members}"))).SingleOrDefault();

        Assert.Equal(expected is null ? null : "spec.agents", warning?.FieldPath);
        Assert.StartsWith(expected ?? "", warning?.Message ?? "", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}", 1)]
    [InlineData("{actors.single-agent: accepted}", 0)]
    [InlineData("{actors.single-agent: 'no'}", 1)]
    public void Check_Annotation_SaysThatOneIsMeant(string annotations, int expected) =>
        Assert.Equal(expected, Warnings(Documents.Settings("agents: [{name: a}]", annotations: annotations)).Count());

    [Fact]
    public void CheckDeploy_AgentsOfOtherDocuments_WarnsOfWhatIsChosen()
    {
        var catalog = Documents.Catalog(
            Documents.Agent("a"),
            Documents.Agent("b"),
            Documents.Custom("r", "agents: [{name: b}]"),
            Documents.EnvironmentTemplate("resources: [{name: r}]\nagents: [{name: a}]"),
            Documents.Environment());

        var finding = Assert.Single(ReferenceCheck.CheckDeploy(catalog.Find("Environment", "prod")!, catalog));

        Assert.Equal((Severity.Warning, "EnvironmentTemplate/et", "spec.agents"), (finding.Severity, finding.Subject, finding.FieldPath));
    }

    private static IEnumerable<Finding> Warnings(ResourceDocument document) =>
        ReferenceCheck.Check(document, Agents).Where(finding => finding.Message.Contains("agent here", StringComparison.Ordinal));
}
