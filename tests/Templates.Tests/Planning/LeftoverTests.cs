using Actors.Templates.Planning;
using Actors.Templates.Tests.Support;

namespace Actors.Templates.Tests.Planning;

public sealed class LeftoverTests
{
    private const string Before = "version: v1\nresources: [{name: net}, {name: db, dependsOn: [{name: net}]}, {name: app, dependsOn: [{name: db}]}]";
    private const string After = "version: v2\nresources: [{name: net}]";

    private static Catalog Catalog(string environment = "") => Documents.Catalog(
        Documents.Custom("net"), Documents.Custom("db"), Documents.Custom("app"), Documents.EnvironmentTemplate(Before), Documents.EnvironmentTemplate(After), Documents.Environment(environment));

    private static PlanResult Plan(Catalog catalog, Launch? launch, string version = "", RunKind kind = RunKind.Deploy, bool succeeded = true, long revision = 2)
    {
        var environment = catalog.Find("Environment", "prod")!;
        if (version.Length > 0)
        {
            environment = Documents.One(Documents.Environment($"variables: []").Replace("name: et}", $"name: et, version: {version}}}", StringComparison.Ordinal));
        }

        return RunPlanner.Plan(new()
        {
            RunKind = kind,
            Environment = environment,
            Catalog = catalog,
            Facts = Documents.Facts,
            Launch = launch,
            LaunchSucceeded = succeeded,
            Revision = revision,
        });
    }

    [Fact]
    public void Plan_UpdateThatDropsResources_TakesThemDownInReverse()
    {
        var catalog = Catalog();
        var launch = Plan(catalog, null, "v1", revision: 1).Launch!;

        var update = Plan(catalog, launch, "v2");

        Assert.Equal(
            ["net.task.run <", "app.task.run < net.task.run", "db.task.run < app.task.run"],
            update.PlanOrThrow().Activities.Select(each => $"{each.Id} < {string.Join(" ", each.DependsOn)}".TrimEnd()));
        Assert.Equal([false, true, true], update.Plan!.Activities.Select(each => each.TakesDown));
        Assert.Equal("destroy", ((FunctionPlan)update.Plan.Find("app.task.run")!.Job).EventType);
        Assert.Equal(["db", "app"], update.Launch!.Removing.Select(each => each.Name));
        Assert.Equal([""], update.Launch.VersionsOf("db"));
        Assert.Empty(update.Launch.VersionsOf("other"));
        Assert.Contains(update.Findings, finding => finding.Message.Contains("'app' of an earlier version is taken down", StringComparison.Ordinal));
    }

    [Fact]
    public void Plan_AfterAnUpdateThatFailed_TriesAgain()
    {
        var catalog = Catalog();
        var failed = Plan(catalog, Plan(catalog, null, "v1", revision: 1).Launch, "v2").Launch;

        Assert.Equal(3, Plan(catalog, failed, "v2", succeeded: false).PlanOrThrow().Activities.Count);
        Assert.Single(Plan(catalog, failed, "v2", succeeded: true).PlanOrThrow().Activities);
    }

    [Fact]
    public void Plan_DestroyAfterAnUpdateThatFailed_TakesTheRestDownFirst()
    {
        var catalog = Catalog();
        var failed = Plan(catalog, Plan(catalog, null, "v1", revision: 1).Launch, "v2").Launch;

        Assert.Equal(
            ["app.task.run", "db.task.run", "net.task.run"], Plan(catalog, failed, "v2", RunKind.Destroy, succeeded: false).PlanOrThrow().Activities.Select(each => each.Id));
    }

    [Fact]
    public void Plan_PartialUpdate_LeavesTheRestForLater()
    {
        var catalog = Catalog();
        var launch = Plan(catalog, null, "v1", revision: 1).Launch!;
        var partial = RunPlanner.Plan(new()
        {
            RunKind = RunKind.Deploy,
            Environment = Documents.One(Documents.Environment("reconcileResources: [{name: net}]").Replace("name: et}", "name: et, version: v2}", StringComparison.Ordinal)),
            Catalog = catalog,
            Facts = Documents.Facts,
            Launch = launch,
            LaunchSucceeded = true,
            Revision = 2,
        });

        Assert.Single(partial.PlanOrThrow().Activities);
        Assert.Equal(3, Plan(catalog, partial.Launch, "v2", revision: 3).PlanOrThrow().Activities.Count);
    }

    [Fact]
    public void Plan_LeftoverWithoutItsTemplate_SaysWhatToDo()
    {
        var launch = Plan(Catalog(), null, "v1", revision: 1).Launch!;
        var without = Documents.Catalog(Documents.Custom("net"), Documents.Custom("db"), Documents.EnvironmentTemplate(After), Documents.Environment());

        var result = Plan(without, launch, "v2");

        Assert.Null(result.Plan);
        Assert.Contains(result.Findings, finding => finding.Message.Contains("still has the resource 'app'", StringComparison.Ordinal));
    }
}
