using System.Text.Json.Nodes;
using Actors.Contracts.Activities;
using Actors.Grains.Environments;
using Actors.Grains.Tests.Agents;
using Actors.Grains.Tests.Hosting;

namespace Actors.Grains.Tests.Environments;

public sealed class EnvironmentHookTests(ControllerPlaneFixture plane)
{
    private const string Group = "eaas.envmgmt.io/v1";
    private const string Script = "type: script, options: {script: {script: echo}}";

    private static string Resource(string name, string provider, string more) => TestDocuments.Document(Group, "ResourceTemplate", name, $"provider: {provider}\n{more}");

    private static string Task(string more = "") =>
        $"providerOptions: {{custom: {{reverseOnDestroy: true, tasks: [{{name: run, workflowHandler: {{data: {{config: {{type: function, function: {{language: bash, source: echo}}}}}}}}}}]}}}}\n{more}";

    [Fact]
    public async Task Run_WithHooks_SkipsWhatItsConditionLeavesOutAndRunsTheRestInOrder()
    {
        var project = await CreateAsync(
            Resource("a", "custom", Task($"hooks: {{onSuccess: [{{name: big, {Script}, skipConfig: {{condition: 'if resource.a.output.tasks.run.size < 3 {{skip: true}}'}}}}, {{name: all, {Script}}}], onFailure: [{{name: cry, {Script}}}]}}")),
            TestDocuments.Template($"resources: [{{name: a}}]\nhooks: {{onInit: [{{name: ask, {Script}, executeOnce: true}}], onCompletion: [{{name: end, {Script}}}]}}"));

        await project.StartAsync();
        Assert.Equal(["environment.onInit.ask", "a.task.run", "a.onSuccess.all", "environment.onCompletion.end"], await WorkAsync(project, 4));
        await project.ReachAsync("Deployed");
        var views = await project.Environment.GetActivitiesAsync();
        Assert.Equal((ActivityStatus.Skipped, ReasonCode.NotNeeded), (views.Single(view => view.Id == "a.onSuccess.big").State, views.Single(view => view.Id == "a.onFailure.cry").Reason));
        Assert.Contains("skipConfig.condition", views.Single(view => view.Id == "a.onSuccess.big").Message, StringComparison.Ordinal);

        // What runs once has run.
        await project.StartAsync();
        Assert.Equal(["a.task.run", "a.onSuccess.all", "environment.onCompletion.end"], await WorkAsync(project, 3));
    }

    [Fact]
    public async Task Run_SystemResource_PublishesItsValuesWithoutAWorker()
    {
        var project = await CreateAsync(
            Resource("cred", "system", "variables: [{name: user, value: ann}, {name: key, value: planted-secret, options: {sensitive: true}}]"),
            Resource("a", "custom", Task("variables: [{name: who, valueType: expression, value: '$(resource.cred.output.user.value)$'}]")),
            TestDocuments.Template("resources: [{name: cred}, {name: a, dependsOn: [{name: cred}]}]"));
        await project.StartAsync();

        var worker = await project.Agent.CompleteAsync(await project.Agent.TakeOneAsync());
        Assert.Equal("ann", worker.Job.Function!.Input["who"]!.GetValue<string>());

        var outputs = JsonNode.Parse((await project.ReachAsync("Deployed")).Outputs)!;
        Assert.Equal(("ann", "********"), (outputs["cred"]!["user"]!["value"]!.GetValue<string>(), outputs["cred"]!["key"]!["value"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Update_TemplateWithoutAResource_TakesItDownAndForgetsItsOutputs()
    {
        var project = await CreateAsync(
            Resource("a", "custom", Task()), Resource("b", "custom", Task()), TestDocuments.Template("resources: [{name: a}, {name: b, dependsOn: [{name: a}]}]"));
        await project.StartAsync();
        await WorkAsync(project, 2);
        Assert.Contains("\"b\"", (await project.ReachAsync("Deployed")).Outputs, StringComparison.Ordinal);

        await project.PutAsync(TestDocuments.Template("resources: [{name: a}]"));
        await project.StartAsync();
        Assert.Equal("deploy", (await project.Agent.CompleteAsync(await project.Agent.TakeOneAsync())).Job.Function!.Caller!.EventType);
        var worker = await project.Agent.CompleteAsync(await project.Agent.TakeOneAsync());
        Assert.Equal(("b.task.run", "destroy"), (worker.Id, worker.Job.Function!.Caller!.EventType));

        Assert.DoesNotContain("\"b\"", (await project.ReachAsync("Deployed")).Outputs, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_ApprovalInThePlan_IsRefusedByName()
    {
        var project = await CreateAsync(Resource("a", "custom", Task()), TestDocuments.Template("resources: [{name: a}]\nhooks: {onInit: [{name: ask, type: approval}]}"));

        // A plan of it too, though hooks do not run in plans.
        Assert.Equal(RunAnswerCode.Invalid, (await project.TryStartAsync("plan")).Code);
        var answer = await project.TryStartAsync();

        Assert.Equal(RunAnswerCode.Invalid, answer.Code);
        Assert.Contains(answer.Findings, finding => finding.Contains("EnvironmentTemplate/et spec.hooks.onInit[0]: Approvals", StringComparison.Ordinal));
    }

    private async Task<TestProject> CreateAsync(params string[] documents)
    {
        var project = await TestProject.CreateAsync(plane, [.. documents, TestDocuments.EnvironmentDocument(), TestDocuments.Agent()]);
        await project.Agent.RegisterAsync();
        return project;
    }

    private static Task<IReadOnlyList<string>> WorkAsync(TestProject project, int activities) => project.Agent.WorkAsync(activities, _ => new JsonObject { ["size"] = 2 });
}
