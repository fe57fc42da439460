using System.Text.Json.Nodes;
using Actors.Contracts.Activities;
using Actors.Contracts.Storage;
using Actors.Grains.Environments;
using Actors.Grains.Tests.Hosting;

namespace Actors.Grains.Tests.Environments;

public sealed class EnvironmentPlanTests(ControllerPlaneFixture plane)
{
    [Fact]
    public async Task Plan_NeverDeployed_PlansWhatItCanAndSaysWhatMustComeFirst()
    {
        var project = await TestProject.CreateAsync(plane, TestDocuments.Planned());
        await project.Agent.RegisterAsync();
        var run = await project.StartAsync("plan");

        var ran = await WorkAsync(project, 3);

        Assert.Equal(["app.artifact", "net.artifact", "net.plan"], ran.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("init plan False", $"{string.Join(' ', ran["net.plan"].Job.OpenTofu!.Phases)} {ran["net.plan"].Job.OpenTofu!.Destroy}");
        await project.ReachClearedAsync(run);
        var state = await project.Environment.GetState();
        Assert.Equal(("NotDeployed", "plan", "Succeeded", "{}", null), (state.State, state.RunKind, state.RunState, state.Outputs, state.Template));
        var app = Assert.Single(await project.Environment.GetActivitiesAsync(), view => view.Id == "app.plan");
        Assert.Equal((ActivityStatus.Skipped, ReasonCode.NotNeeded), (app.State, app.Reason));
        Assert.Contains("deploy the resource 'net' first", app.Message, StringComparison.Ordinal);
        Assert.Equal(RunAnswerCode.Accepted, (await project.Environment.ForgetAsync()).Code);
    }

    [Fact]
    public async Task Plan_OfAChange_LeavesTheEnvironmentAsItIs()
    {
        var project = await TestProject.CreateAsync(plane, TestDocuments.Planned());
        await project.Agent.RegisterAsync();
        var deploy = await project.StartAsync();
        await WorkAsync(project, 5);
        await project.ReachAsync("Deployed");
        await project.ReachClearedAsync(deploy);
        var before = await RecordAsync(project);
        var outputs = (await project.Environment.GetState()).Outputs;
        await project.PutAsync(TestDocuments.Planned("two"));

        var run = await project.StartAsync("plan");
        Assert.Equal("Deployed", (await project.Environment.GetState()).State);
        var ran = await WorkAsync(project, 4);
        await project.ReachClearedAsync(run);

        Assert.Equal(["app.artifact", "app.plan", "net.artifact", "net.plan"], ran.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(["id=of-net", "zone=two"], ran["app.plan"].Job.OpenTofu!.Variables.Select(each => $"{each.Name}={each.Json}"));
        Assert.Equal(("Deployed", outputs), ((await project.Environment.GetState()).State, (await project.Environment.GetState()).Outputs));
        var after = await RecordAsync(project);
        Assert.Equal((before.Launch!.Revision, before.Launch.Template), (after.Launch!.Revision, after.Launch.Template));
        Assert.Equal(before.State.Once, after.State.Once);
        Assert.Equal("one", JsonNode.Parse(await project.Environment.GetOutputsAsync())!["set"]!["zone"]!["value"]!.GetValue<string>());
        Assert.Equal(RunAnswerCode.Conflict, (await project.Environment.ForgetAsync()).Code);
        await project.StartAsync("destroy");
    }

    [Fact]
    public async Task Plan_Fails_TellsOfTheRunAndNotOfTheEnvironment()
    {
        var project = await TestProject.CreateAsync(plane, TestDocuments.Tofu);
        await project.Agent.RegisterAsync();
        await project.StartAsync("plan");

        await project.Agent.CompleteAsync(await project.Agent.TakeOneAsync());
        await project.Agent.FailAsync(await project.Agent.TakeOneAsync());

        await Agents.Eventually.TrueAsync(async () => (await project.Environment.GetState()).RunState == "Failed", "the plan failed");
        Assert.Equal("NotDeployed", (await project.Environment.GetState()).State);
        Assert.Equal(RunAnswerCode.Accepted, (await project.Environment.RetryRunAsync()).Code);
    }

    private static async Task<Dictionary<string, TestWorker>> WorkAsync(TestProject project, int activities)
    {
        var done = new Dictionary<string, TestWorker>();
        while (done.Count < activities)
        {
            foreach (var worker in await project.Agent.TakeAsync())
            {
                await project.Agent.CompleteAsync(worker, new() { ["id"] = new JsonObject { ["value"] = $"of-{worker.Id.Split('.')[0]}" } });
                done[worker.Id] = worker;
            }
        }

        return done;
    }

    private static async Task<EnvironmentRecord> RecordAsync(TestProject project) => StateJson.Deserialize<EnvironmentRecord>(Assert.Single(await project.RowsAsync("environment")).Payload!.Value);
}
