using Actors.Templates.Planning;
using Actors.Templates.Tests.Support;

namespace Actors.Templates.Tests.Planning;

public sealed class TriggerPlanningTests
{
    private const string Task = "workflowHandler: {data: {config: {type: function, function: {language: bash, source: echo}}}}";

    private static readonly Catalog Catalog = Documents.Catalog(
        Documents.Custom("net", $"actions: [{{name: poke, type: workflows, workflows: {{tasks: [{{name: t, {Task}}}]}}}}]\nvariables: [{{name: size, valueType: text, value: '1'}}]"),
        Documents.Custom("app"),
        Documents.EnvironmentTemplate($$"""
            resources: [{name: net}, {name: app, dependsOn: [{name: net}]}]
            actions:
            - {name: resize, type: deploy, reconcileResources: [{name: net}], context: {name: input, data: {variables: [{name: size, valueType: text, value: '9'}] } } }
            - {name: check, type: workflows, workflows: {tasks: [{name: a, {{Task}} }, {name: b, {{Task}} }]} }
            schedules:
            - {name: nightly, type: destroy, cadence: {cronExpression: "0 0 * * *"} }
            - {name: weekly, type: workflows, workflows: {tasks: [{name: c, {{Task}} }]} }
            """),
        Documents.Environment($"schedules: [{{name: weekly, type: deploy, cadence: {{timeToLive: 8h}}}}]"));

    private static PlanResult Plan(TriggerSource source, string name) => RunPlanner.Plan(new()
    {
        RunKind = RunKind.Deploy,
        Environment = Catalog.Find("Environment", "prod")!,
        Catalog = Catalog,
        Facts = Documents.Facts,
        Trigger = new(source, name),
    });

    [Fact]
    public void Plan_ActionOfTypeDeploy_IsLimitedAndBringsItsValues()
    {
        var plan = Plan(TriggerSource.Action, "resize").PlanOrThrow();

        var job = (FunctionPlan)Assert.Single(plan.Activities).Job;
        Assert.Equal("9", Assert.Single(job.Inputs.Variables).Value);
        Assert.Equal(("action", "resize", "deploy"), (job.EventSource, job.EventSourceName, job.EventType));
    }

    [Theory]
    [InlineData(TriggerSource.Action, "check", "action.check.a,action.check.b")]
    [InlineData(TriggerSource.Action, "poke", "action.poke.t")]
    [InlineData(TriggerSource.Schedule, "nightly", "app.task.run,net.task.run")]
    [InlineData(TriggerSource.Schedule, "weekly", "net.task.run,app.task.run")]
    public void Plan_Trigger_HasItsActivities(TriggerSource source, string name, string ids)
    {
        var result = Plan(source, name);

        Assert.Equal(ids, string.Join(',', result.PlanOrThrow().Activities.Select(each => each.Id)));
        Assert.Null(result.Launch);
    }

    [Fact]
    public void Plan_ScheduleThatDestroys_IsADestroy() => Assert.Equal(RunKind.Destroy, Plan(TriggerSource.Schedule, "nightly").PlanOrThrow().RunKind);

    [Theory]
    [InlineData(TriggerSource.Action, "resiez", "no action 'resiez'")]
    [InlineData(TriggerSource.Schedule, "daily", "no schedule 'daily'")]
    public void Plan_UnknownTrigger_IsRefused(TriggerSource source, string name, string expected) =>
        Assert.Contains(Plan(source, name).Findings, finding => finding.Message.Contains(expected, StringComparison.Ordinal));
}
