using Actors.Templates.Planning;
using Actors.Templates.Tests.Support;

namespace Actors.Templates.Tests.Planning;

public sealed class LeftoverTests
{
    private const string Before = "version: v1\nresources: [{name: net}, {name: db, dependsOn: [{name: net}]}, {name: app, dependsOn: [{name: db}]}]";
    private const string After = "version: v2\nresources: [{name: net}]";

    private static Catalog Catalog(string environment = "") => Documents.Catalog(
        Documents.Custom("net"), Documents.Custom("db"), Documents.Custom("app"), Documents.EnvironmentTemplate(Before), Documents.EnvironmentTemplate(After), Documents.Environment(environment));

    private static PlanResult Plan(Catalog catalog, Launch? launch, string version = "", RunKind kind = RunKind.Deploy, long revision = 2)
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

        Assert.Equal(3, Plan(catalog, failed, "v2").PlanOrThrow().Activities.Count);
        Assert.Single(Plan(catalog, failed!.Succeeded(), "v2").PlanOrThrow().Activities);
    }

    [Fact]
    public void Plan_DestroyAfterAnUpdateThatFailed_TakesTheRestDownFirst()
    {
        var catalog = Catalog();
        var failed = Plan(catalog, Plan(catalog, null, "v1", revision: 1).Launch, "v2").Launch;

        Assert.Equal(
            ["app.task.run", "db.task.run", "net.task.run"], Plan(catalog, failed, "v2", RunKind.Destroy).PlanOrThrow().Activities.Select(each => each.Id));
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

    [Fact]
    public void Plan_Leftover_HasTheValuesThatItWasLaunchedWith()
    {
        var catalog = Documents.Catalog(
            Documents.Custom("net"), Documents.Custom("db", "variables: [{name: region, valueType: text, options: {required: true}}]"),
            Documents.EnvironmentTemplate("version: v1\nresources: [{name: net}, {name: db}]\nvariables: [{name: region, valueType: text, value: eu}]"), Documents.EnvironmentTemplate(After), Documents.Environment());

        var update = Plan(catalog, Plan(catalog, null, "v1", revision: 1).Launch, "v2").PlanOrThrow();

        Assert.Equal("eu", Assert.Single(((FunctionPlan)update.Find("db.task.run")!.Job).Inputs.Variables).Value);
    }

    [Fact]
    public void Plan_LeftoverWhoseTemplateWasOverwritten_IsTakenDownWithWarnings()
    {
        var db = Documents.Custom("db", "variables: [{name: region, valueType: text, options: {required: true}}]");
        var before = Documents.Catalog(Documents.Custom("net"), db, Documents.EnvironmentTemplate("resources: [{name: net}, {name: db}]\nvariables: [{name: region, valueType: text, value: eu}]"), Documents.Environment());
        var after = Documents.Catalog(Documents.Custom("net"), db, Documents.EnvironmentTemplate("resources: [{name: net}]"), Documents.Environment());

        var update = Plan(after, Plan(before, null, revision: 1).Launch);

        Assert.NotNull(update.PlanOrThrow().Find("db.task.run"));
        Assert.Contains(update.Findings, finding => finding is { Severity: Actors.Templates.Reading.Severity.Warning } && finding.Message.Contains("'region' is required", StringComparison.Ordinal));
    }

    [Fact]
    public void Plan_LaunchOfAnOlderProgram_KnowsItsResourcesByName()
    {
        var catalog = Catalog();
        var old = Plan(catalog, null, "v1", revision: 1).Launch! with { Built = [] };

        Assert.Equal(["app", "db"], Plan(catalog, old, "v2").PlanOrThrow().Activities.Where(each => each.TakesDown).Select(each => each.Resource!).Order());
    }

    [Fact]
    public void Plan_PartialDeploy_KeepsTheVersionsOfTheOthers()
    {
        string Versioned(string name, string version) => Documents.Custom(name, $"version: {version}");
        Catalog Of(params string[] more) => Documents.Catalog([Versioned("net", "v1"), Versioned("db", "v1"), .. more, Documents.EnvironmentTemplate("resources: [{name: net}, {name: db}]"), Documents.Environment("reconcileResources: [{name: net}]")]);
        var first = RunPlanner.Plan(new()
        {
            RunKind = RunKind.Deploy, Environment = Documents.One(Documents.Environment()), Catalog = Of(), Facts = Documents.Facts, Revision = 1,
        }).Launch!;

        var partial = Plan(Of(Versioned("net", "v2"), Versioned("db", "v2")), first).Launch!;

        Assert.Equal(("v2", "v1"), (partial.Resources["net"], partial.Resources["db"]));
        Assert.Equal("v1", partial.Built.Single(each => each.Name == "db").Version);
    }

    [Fact]
    public void Plan_DestroyWithValuesThatAreRefusedByNow_Goes()
    {
        var catalog = Documents.Catalog(
            Documents.Custom("net", "variables: [{name: size, valueType: text, value: '1', options: {immutable: true, override: {type: notallowed}}}]"),
            Documents.EnvironmentTemplate("resources: [{name: net}]"), Documents.Environment("variables: [{name: size, valueType: text, value: '2'}]"));

        Assert.Null(Plan(catalog, null).Plan);
        Assert.NotNull(Plan(catalog, null, kind: RunKind.Destroy).PlanOrThrow());
    }
}
