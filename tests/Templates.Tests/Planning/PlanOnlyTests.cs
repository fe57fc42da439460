using System.Text.Json.Nodes;
using Actors.Templates.Planning;
using Actors.Templates.Resolving;
using Actors.Templates.Tests.Support;

namespace Actors.Templates.Tests.Planning;

public sealed class PlanOnlyTests
{
    private const string Hook = "{name: h, type: script, options: {script: {script: echo}}}";

    private static readonly string[] Parts =
    [
        Documents.Repository(),
        Documents.Tofu("net", $"hooks: {{onInit: [{Hook}], onCompletion: [{Hook}], provider: {{openTofu: {{deploy: {{plan: {{before: [{Hook}], after: [{Hook}]}}}}}}}}}}"),
        Documents.Custom("task"),
        Documents.Doc("eaas.envmgmt.io/v1", "ResourceTemplate", "set", $"provider: system\nvariables: [{{name: zone, value: one}}]\nhooks: {{onInit: [{Hook}]}}"),
        Documents.Tofu("app", """
            variables:
              - {name: id, valueType: expression, value: '$(resource["net"].output.id.value)$'}
              - {name: zone, valueType: expression, value: '$(resource["set"].output.zone.value)$'}
            """),
        Documents.Environment(),
    ];

    private static readonly Catalog Catalog = Documents.Catalog([.. Parts, Documents.EnvironmentTemplate(
        $"resources: [{{name: net}}, {{name: task, dependsOn: [{{name: net}}]}}, {{name: set, dependsOn: [{{name: task}}]}}, {{name: app, dependsOn: [{{name: set}}]}}]\nhooks: {{onInit: [{Hook}], onSuccess: [{Hook}]}}")]);

    private static RunPlan Plan => Documents.Plan(Catalog, RunKind.Plan).PlanOrThrow();

    [Fact]
    public void Plan_OfAll_HasCheckoutsAndPlansAndNoHookOrTask()
    {
        Assert.Equal(
            ["net.artifact <", "net.plan < net.artifact", "set.system <", "app.artifact <", "app.plan < app.artifact set.system"],
            Plan.Activities.Select(each => $"{each.Id} < {string.Join(" ", each.DependsOn)}".TrimEnd()));
        Assert.All(Plan.Activities.Select(each => each.Job).OfType<OpenTofuPlan>(), job => Assert.Equal(["init", "plan"], job.Phases));
        Assert.All(Plan.Activities, each => Assert.True(each.Phase is ActivityPhase.Artifact or ActivityPhase.Plan || each.Kind == ActivityKind.System, each.Id));
        Assert.Null(Documents.Plan(Catalog, RunKind.Plan).Launch);
    }

    [Fact]
    public void Plan_DeployIsRefused_IsRefusedForTheSame()
    {
        var catalog = Documents.Catalog([.. Parts, Documents.EnvironmentTemplate("resources: [{name: net}, {name: set}, {name: app}]")]);

        var refused = Documents.Plan(catalog, RunKind.Plan);

        Assert.Null(refused.Plan);
        Assert.Equal(Documents.Plan(catalog).Findings, refused.Findings);
    }

    [Fact]
    public void Plan_UpdateThatDropsAResource_PlansItsDestruction()
    {
        var before = Documents.Plan(Catalog).Launch;
        var catalog = Documents.Catalog([.. Parts, Documents.EnvironmentTemplate("resources: [{name: set}]")]);

        var plan = RunPlanner.Plan(new()
        {
            RunKind = RunKind.Plan, Environment = catalog.Find("Environment", "prod")!, Catalog = catalog, Facts = Documents.Facts, Launch = before, Revision = 1,
        }).PlanOrThrow();

        Assert.Equal(["app.artifact", "app.plan", "net.artifact", "net.plan", "set.system"], plan.Activities.Select(each => each.Id).Order(StringComparer.Ordinal));
        Assert.All(plan.Activities.Where(each => each.Kind == ActivityKind.OpenTofu), each =>
            Assert.Equal((true, true, 2), (each.TakesDown, ((OpenTofuPlan)each.Job).Destroy, ((OpenTofuPlan)each.Job).Phases.Count)));
    }

    [Fact]
    public void Resolve_OutputThatIsNotThereYet_IsSkippedAndNamesWhatComesFirst()
    {
        var result = ActivityResolver.Resolve(Plan, "app.plan", new() { Outputs = new() { ["set"] = new JsonObject { ["zone"] = new JsonObject { ["value"] = "one" } } } });

        Assert.Null(result.Activity);
        Assert.Empty(result.Findings);
        Assert.Contains("deploy the resource 'net' first", result.Skipped, StringComparison.Ordinal);
        Assert.DoesNotContain("'set'", result.Skipped, StringComparison.Ordinal);
    }

    [Fact]
    public void Resolve_OutputsAreThere_GivesTheJob()
    {
        var outputs = JsonNode.Parse("""{"net": {"id": {"value": "vpc-1"}}, "set": {"zone": {"value": "two"}}}""")!.AsObject();

        var job = Assert.IsType<ResolvedOpenTofu>(ActivityResolver.Resolve(Plan, "app.plan", new() { Outputs = outputs }).ActivityOrThrow().Job);

        Assert.Equal(["vpc-1", "two"], job.Variables.Select(each => each.Json!.GetValue<string>()));
    }

    [Fact]
    public void Resolve_SameInADeploy_IsAFinding() =>
        Assert.NotEmpty(ActivityResolver.Resolve(Documents.Plan(Catalog).PlanOrThrow(), "app.tofu", RunFacts.Empty).Findings);
}
