using Actors.Templates.Planning;
using Actors.Templates.Reading;
using Actors.Templates.Tests.Support;
using FsCheck.Xunit;

namespace Actors.Templates.Tests.Planning;

public sealed class AgentChoiceProperties
{
    private static readonly string[] Names = ["a", "b", "c", "d", "e"];

    // From the highest precedence to the lowest, as the documentation lists them.
    private static readonly AgentLevel[] Order =
    [
        AgentLevel.Task, AgentLevel.Environment, AgentLevel.EnvironmentTemplate, AgentLevel.ResourceTemplate, AgentLevel.ProjectSettings, AgentLevel.GlobalSettings,
    ];

    [Property(MaxTest = 200)]
    public void Plan_AnyChoice_IsTheFirstLevelsAgentsAndPoolMembersTogether(int seed)
    {
        var random = new Random(seed);
        var pools = new[] { Some(random), Some(random) }.Select(members => members.Count == 0 ? ["a"] : members).ToList();
        var named = Order.ToDictionary(level => level, level => (Agents: Some(random), Pools: level == AgentLevel.Task ? [] : Enumerable.Range(0, 2).Where(_ => random.Next(4) == 0).ToList()));
        var catalog = Catalog(pools, named);

        var activity = Documents.Plan(catalog).PlanOrThrow().Activities.Single();

        var winner = Order.FirstOrDefault(level => named[level].Agents.Count + named[level].Pools.Count > 0);
        var expected = winner == AgentLevel.Unknown ? [] : named[winner].Agents.Concat(named[winner].Pools.SelectMany(pool => pools[pool])).Distinct().ToList();
        Assert.Equal(expected, activity.Agents);
        Assert.All(activity.AgentSources, source => Assert.Equal(winner, source.Level));
        Assert.Equal(activity.Agents, activity.AgentSources.Select(source => source.Agent));
    }

    private static List<string> Some(Random random) => random.Next(2) == 0 ? [] : [.. Names.Where(_ => random.Next(3) == 0)];

    private static Catalog Catalog(List<List<string>> pools, Dictionary<AgentLevel, (List<string> Agents, List<int> Pools)> named)
    {
        string Spec(AgentLevel level) => $"agents: [{string.Join(", ", named[level].Agents)}]\nagentPools: [{string.Join(", ", named[level].Pools.Select(pool => $"pool{pool}"))}]";
        const string TaskHandler = "workflowHandler: {data: {config: {type: function, function: {language: bash, source: echo}}}}";
        return new(
        [
            .. Names.Select(name => Documents.One(Documents.Agent(name))),
            .. pools.Select((members, i) => Documents.One(Documents.Doc("gitops.k8smgmt.io/v3", "AgentPool", $"pool{i}", $"agents: [{string.Join(", ", members)}]"))),
            Documents.One(Documents.Doc(
                "eaas.envmgmt.io/v1",
                "ResourceTemplate",
                "r",
                $"provider: custom\nproviderOptions: {{custom: {{tasks: [{{name: run, agents: [{string.Join(", ", named[AgentLevel.Task].Agents)}], {TaskHandler}}}]}}}}\n{Spec(AgentLevel.ResourceTemplate)}")),
            Documents.One(Documents.EnvironmentTemplate("resources: [{name: r}]\n" + Spec(AgentLevel.EnvironmentTemplate))),
            Documents.One(Documents.Environment(Spec(AgentLevel.Environment))),
            Documents.Settings(Spec(AgentLevel.ProjectSettings)),
        ])
        {
            OrganisationSettings = Documents.Settings(Spec(AgentLevel.GlobalSettings), "*"),
        };
    }
}
