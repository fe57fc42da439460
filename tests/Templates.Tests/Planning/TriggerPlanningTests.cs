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

    [Fact]
    public void ValueReport_ActionsAndSchedules_AreShownWhereTheyBringInputs()
    {
        const string asks = "workflowHandler: {data: {config: {type: function, function: {language: bash, source: echo}}, inputs: [{name: i, data: {variables: [{name: who, value: ann}]}}]}}";
        var catalog = Documents.Catalog(
            Documents.Custom("net", $"actions: [{{name: poke, type: workflows, workflows: {{tasks: [{{name: t, {asks}}}]}}}}]\nvariables: [{{name: size, value: '1'}}, {{name: zone, value: a}}]"),
            Documents.EnvironmentTemplate($$"""
                resources: [{name: net}]
                variables: [{name: who, value: ben}]
                actions:
                - {name: resize, type: deploy, context: {name: input, data: {variables: [{name: size, value: '9'}] } } }
                - {name: check, type: workflows, context: {name: more, data: {variables: [{name: depth, value: '3'}] } }, workflows: {tasks: [{name: a, {{asks}} }, {name: b, {{Task}} }]} }
                - {name: plain, type: workflows, workflows: {tasks: [{name: a, {{Task}} }]} }
                schedules:
                - {name: weekly, type: workflows, workflows: {tasks: [{name: c, {{asks}} }]} }
                - {name: nightly, type: destroy, cadence: {cronExpression: "0 0 * * *"} }
                """),
            Documents.Environment($"schedules: [{{name: weekly, type: workflows, workflows: {{tasks: [{{name: own, {asks}}}]}}}}]"));

        var report = ValueReport.Of(new() { RunKind = RunKind.Deploy, Environment = catalog.Find("Environment", "prod")!, Catalog = catalog, Facts = Documents.Facts });

        Assert.Equal(
            ["net  size=1", "net  zone=a", "net action.resize size=9", "net action.poke/t who=ben",
             " action.check/a who=ben", " action.check/a depth=3", " action.check/b depth=3", " schedule.weekly/own who=ben"],
            report.Select(each => $"{each.Resource} {each.Task} {each.Name}={each.From!.Value}"));
        Assert.Equal("EnvironmentTemplate/et spec.actions[0].context.data.variables[0].value", report.Single(each => each.Task == "action.resize").From!.ToString());
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
