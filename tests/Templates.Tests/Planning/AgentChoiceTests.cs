using Actors.Templates.Planning;
using Actors.Templates.Tests.Support;

namespace Actors.Templates.Tests.Planning;

public sealed class AgentChoiceTests
{
    private static PlanResult Plan(string resource, string template, string environment) => Documents.Plan(Documents.Catalog(
        Documents.Agent("a"),
        Documents.Agent("b"),
        Documents.Agent("c"),
        Documents.Doc("gitops.k8smgmt.io/v3", "AgentPool", "pool", "agents: [b, c]"),
        Documents.Custom("r", resource),
        Documents.EnvironmentTemplate("resources: [{name: r}]\n" + template),
        Documents.Environment(environment)));

    [Theory]
    [InlineData("agents: [{name: a}]", "", "", "a")]
    [InlineData("agents: [{name: a}]", "agents: [{name: b}]", "", "b")]
    [InlineData("agents: [{name: a}]", "agents: [{name: b}]", "agents: [{name: c}]", "c")]
    [InlineData("agents: [{name: a}]", "agentPools: [{name: pool}]", "", "b,c")]
    [InlineData("", "agents: [{name: c}, {name: a}]\nagentPools: [{name: pool}]", "", "c,a,b")]
    [InlineData("", "agents: [{name: b}]\nagentOverride: {type: Restricted, restrictedAgents: [a]}", "agents: [{name: a}]", "a")]
    [InlineData("", "agentOverride: {type: notallowed}\nagentPoolOverride: {type: restricted, restrictedAgentPools: [pool]}", "agentPools: [{name: pool}]", "b,c")]
    [InlineData("agents: [{name: a}]", "agentOverride: {type: odd}\nagentPoolOverride: {type: odd}", "", "a")]
    [InlineData("", "agentOverride: {type: Restricted, restrictedAgents: [a, b]}", "agents: [{name: a}]\nagentPools: [{name: pool}]", "a,b")]
    public void Plan_Levels_TheHighestThatNamesAnyWins(string resource, string template, string environment, string expected) =>
        Assert.Equal(expected, string.Join(',', Plan(resource, template, environment).PlanOrThrow().Activities[0].Agents));

    [Theory]
    [InlineData("agentOverride: {type: notAllowed}", "agents: [{name: a}]", "must not choose its agents")]
    [InlineData("agentOverride: {type: restricted, restrictedAgents: [b]}", "agents: [{name: a}]", "'a' is not one of b")]
    [InlineData("agentPoolOverride: {type: notAllowed}", "agentPools: [{name: pool}]", "must not choose its agentPools")]
    [InlineData("agentOverride: {type: ' NotAllowed '}", "agentPools: [{name: pool}]", "must not choose its agentPools, as EnvironmentTemplate/et spec.agentOverride demands")]
    [InlineData("agentOverride: {type: notAllowed}\nagentPoolOverride: {required: true}", "agentPools: [{name: pool}]", "as EnvironmentTemplate/et spec.agentOverride demands")]
    [InlineData("agentOverride: {type: notAllowed}\nagentPoolOverride: {type: notAllowed}", "agentPools: [{name: pool}]", "as EnvironmentTemplate/et spec.agentPoolOverride demands")]
    [InlineData("agentOverride: {type: notAllowed}\nagentPoolOverride: {type: allowed}", "agents: [{name: a}]\nagentPools: [{name: pool}]", "must not choose its agents, as EnvironmentTemplate/et spec.agentOverride demands")]
    [InlineData("agentPoolOverride: {required: true}", "agents: [{name: a}]", "must choose its agentPools, as EnvironmentTemplate/et spec.agentPoolOverride demands")]
    [InlineData("agentOverride: {type: odd}", "agentPools: [{name: pool}]", "'odd' is not known here")]
    [InlineData("agentPoolOverride: {type: odd}", "agentPools: [{name: pool}]", "'odd' is not known here")]
    [InlineData("agentOverride: {type: restricted, restrictedAgents: [a]}", "agentPools: [{name: pool}]", "No agent is left")]
    [InlineData("", "agentPools: [{name: pol}]", "Did you mean 'pool'?")]
    public void Plan_ForbiddenChoice_IsRefused(string template, string environment, string expected)
    {
        var result = Plan("", template, environment);

        Assert.Null(result.Plan);
        Assert.Contains(result.Findings, finding => finding.Message.Contains(expected, StringComparison.Ordinal));
    }

    [Fact]
    public void Plan_NoAgentAnywhere_WarnsAndPlans()
    {
        var result = Plan("", "", "");

        Assert.NotNull(result.Plan);
        Assert.Contains("names an agent", Assert.Single(result.Findings).Message, StringComparison.Ordinal);
    }
}
