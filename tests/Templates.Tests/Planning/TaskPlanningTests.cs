using Actors.Templates.Planning;
using Actors.Templates.Tests.Support;

namespace Actors.Templates.Tests.Planning;

public sealed class TaskPlanningTests
{
    private static RunPlan Plan(string tasks, RunKind kind = RunKind.Deploy) => Documents.Plan(
        Documents.Catalog(
            Documents.Doc("eaas.envmgmt.io/v1", "WorkflowHandler", "h", "config: {type: function, timeoutSeconds: 11, maxRetryCount: 2, function: {language: Bash, source: x}}"),
            Documents.Doc("eaas.envmgmt.io/v1", "ResourceTemplate", "r", "provider: custom\nproviderOptions: {custom: {reverseOnDestroy: true, tasks: " + tasks + "}}"),
            Documents.EnvironmentTemplate("resources: [{name: r}]"),
            Documents.Environment()),
        kind).PlanOrThrow();

    private static string Edges(RunPlan plan) =>
        string.Join(" ", plan.Activities.Select(activity => $"{activity.Task}<{string.Join(',', activity.DependsOn.Select(id => id["r.task.".Length..]))}"));

    [Fact]
    public void Plan_TasksWithoutDependsOn_RunOneAfterAnother() =>
        Assert.Equal("a< b<a c<b", Edges(Plan("[{name: a, driver: {name: h}}, {name: b, driver: {name: h}}, {name: c, driver: {name: h}}]")));

    [Fact]
    public void Plan_TasksWithDependsOn_FormAGraph() => Assert.Equal(
        "a< b< c<a,b",
        Edges(Plan("[{name: c, dependsOn: [a, b], driver: {name: h}}, {name: a, driver: {name: h}}, {name: b, driver: {name: h}}]")));

    [Fact]
    public void Plan_Destroy_ReversesTasksAndSkips() => Assert.Equal(
        "c< a<c",
        Edges(Plan(
            "[{name: a, driver: {name: h}}, {name: b, driver: {name: h}, skipConfig: {skipOnDestroy: true}}, {name: c, driver: {name: h}}]", RunKind.Destroy)));

    [Fact]
    public void Plan_TaskLimits_ComeFromTaskThenHandler()
    {
        var plan = Plan("[{name: a, driver: {name: h}}, {name: b, timeoutSeconds: 5, onFailure: continue, workflowHandler: {name: h}}]");

        Assert.Equal([11, 5], plan.Activities.Select(activity => activity.Timeouts.StartToCloseSeconds));
        Assert.Equal([false, true], plan.Activities.Select(activity => activity.ContinueOnFailure));
        Assert.All(plan.Activities, activity => Assert.Equal(3, activity.MaxAttempts));
    }
}
