using Actors.Templates.Planning;
using Actors.Templates.Tests.Support;

namespace Actors.Templates.Tests.Planning;

public sealed class RunPlannerTests
{
    private const string Diamond = """
        resources:
          - {name: network}
          - {name: storage, dependsOn: [{name: network}]}
          - {name: compute, dependsOn: [{name: network}]}
          - {name: app, dependsOn: [{name: storage}, {name: compute}]}
        agents: [{name: local}]
        """;

    private static Catalog DiamondCatalog(string environment = "") => Documents.Catalog(
        Documents.Agent("local"),
        Documents.Repository(),
        Documents.Custom("network", "repositoryOptions: {name: code}"),
        Documents.Custom("storage"),
        Documents.Custom("compute", reverse: false),
        Documents.Tofu("app"),
        Documents.EnvironmentTemplate(Diamond),
        Documents.Environment(environment));

    [Fact]
    public void Plan_DeployOfDiamond_FollowsDependencies()
    {
        var plan = Documents.Plan(DiamondCatalog()).PlanOrThrow();

        Assert.Equal(
            ["network.artifact", "network.task.run", "storage.task.run", "compute.task.run", "app.artifact", "app.tofu"],
            plan.Activities.Select(activity => activity.Id));
        Assert.Empty(plan.Find("network.artifact")!.DependsOn);
        Assert.Empty(plan.Find("app.artifact")!.DependsOn);
        Assert.Equal(["network.artifact"], plan.Find("network.task.run")!.DependsOn);
        Assert.Equal(["network.task.run"], plan.Find("storage.task.run")!.DependsOn);
        Assert.Equal(["app.artifact", "storage.task.run", "compute.task.run"], plan.Find("app.tofu")!.DependsOn);
        Assert.All(plan.Activities, activity => Assert.Equal(["local"], activity.Agents));
        Assert.Equal(ActivityPhase.Apply, plan.Find("app.tofu")!.Phase);
    }

    [Fact]
    public void Plan_DestroyOfDiamond_ReversesAndPassesThroughResourcesWithoutWork()
    {
        var plan = Documents.Plan(DiamondCatalog(), RunKind.Destroy).PlanOrThrow();

        Assert.Equal(["app.artifact", "app.tofu", "storage.task.run", "network.artifact", "network.task.run"], plan.Activities.Select(activity => activity.Id));
        Assert.Equal(["app.tofu"], plan.Find("storage.task.run")!.DependsOn);
        Assert.Equal(["network.artifact", "storage.task.run", "app.tofu"], plan.Find("network.task.run")!.DependsOn);
        Assert.True(((OpenTofuPlan)plan.Find("app.tofu")!.Job).Destroy);
        Assert.Equal("destroy", ((FunctionPlan)plan.Find("storage.task.run")!.Job).EventType);
        Assert.Equal(ActivityPhase.Destroy, plan.Find("storage.task.run")!.Phase);
    }

    [Fact]
    public void Plan_StoredAsJson_ReadsBackTheSame()
    {
        var plan = Documents.Plan(DiamondCatalog("files: [{name: f, data: YWJj}]")).PlanOrThrow();

        var json = plan.ToJson();

        Assert.Equal(json, RunPlan.FromJson(json).ToJson());
        Assert.Contains("\"version\":2", json, StringComparison.Ordinal);
    }

    [Fact]
    public void FromJson_NewerVersion_IsRefused()
    {
        var json = Documents.Plan(DiamondCatalog()).PlanOrThrow().ToJson().Replace("\"version\":2", "\"version\":3", StringComparison.Ordinal);

        Assert.Contains("newer program", Assert.Throws<System.Text.Json.JsonException>(() => RunPlan.FromJson(json)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_ReconcileResources_LimitsTheDeployOnly()
    {
        var catalog = DiamondCatalog("reconcileResources: [{name: storage}, {name: app}]");

        Assert.Equal(["storage.task.run", "app.artifact", "app.tofu"], Documents.Plan(catalog).PlanOrThrow().Activities.Select(activity => activity.Id));
        Assert.Contains(Documents.Plan(catalog, RunKind.Destroy).PlanOrThrow().Activities, activity => activity.Resource == "network");
    }

    [Fact]
    public void Plan_AllowedOverride_ChangesTheResourceTemplate()
    {
        var catalog = Documents.Catalog(
            Documents.Repository(),
            Documents.Tofu("a", "overrides: {allowedPaths: [providerOptions.openTofu]}"),
            Documents.EnvironmentTemplate("resources: [{name: a, overrides: {values: {providerOptions: {openTofu: {timeoutSeconds: 77}}}}}]"),
            Documents.Environment());

        Assert.Equal(77, Documents.Plan(catalog).PlanOrThrow().Find("a.tofu")!.Timeouts.StartToCloseSeconds);
    }

    [Fact]
    public void Plan_NewestActiveVersion_IsTakenWhenNoneIsNamed()
    {
        var catalog = Documents.Catalog(
            Documents.Custom("a", "version: v1\nvariables: [{name: x, value: one}]"),
            Documents.Custom("a", "version: v2\nvariables: [{name: x, value: two}]"),
            Documents.Custom("a", "version: v3\nversionState: draft\nvariables: [{name: x, value: three}]"),
            Documents.EnvironmentTemplate("resources: [{name: a}]"),
            Documents.Environment());

        var function = (FunctionPlan)Documents.Plan(catalog).PlanOrThrow().Find("a.task.run")!.Job;

        Assert.Equal("two", Assert.Single(function.Inputs.Variables).Value);
    }
}
