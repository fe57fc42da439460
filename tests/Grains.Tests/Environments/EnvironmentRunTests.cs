using System.Text.Json;
using System.Text.Json.Nodes;
using Actors.Contracts.Activities;
using Actors.Contracts.Storage;
using Actors.Contracts.Workers;
using Actors.Grains.Activities;
using Actors.Grains.Environments;
using Actors.Grains.Tests.Agents;
using Actors.Grains.Tests.Hosting;

namespace Actors.Grains.Tests.Environments;

public sealed class EnvironmentRunTests(ControllerPlaneFixture plane)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_Diamond_KeepsTheOrderAndLeavesOnlyItsArchive()
    {
        var project = await TestProject.CreateAsync(plane, TestDocuments.Diamond);
        await project.Agent.RegisterAsync();
        var run = await project.StartAsync();
        var artifacts = plane.Service<IArtifactStore>();

        var first = await project.Agent.TakeOneAsync();
        await first.OpenAsync();
        using var content = new MemoryStream([1, 2, 3]);
        Assert.True(await artifacts.WriteAsync(first.Attempt, "out.bin", content, 100, Cancelled));
        await project.Agent.CompleteAsync(first, new() { ["value"] = "of-a" });
        Assert.Single(await artifacts.ListUnderAsync(project.EnvironmentKey.Value, Cancelled));

        var middle = await project.Agent.TakeAsync(2);
        Assert.Equal(["b.task.run", "c.task.run"], middle.Select(worker => worker.Id).Order(StringComparer.Ordinal));
        await project.Agent.CompleteAsync(middle[0], new() { ["value"] = $"of-{middle[0].Id}" });
        var waiting = Assert.Single(await project.Environment.GetActivitiesAsync(), view => view.Id == "d.task.run");
        Assert.Equal((ActivityStatus.Waiting, ReasonCode.Dependency), (waiting.State, waiting.Reason));
        await project.Agent.CompleteAsync(middle[1], new() { ["value"] = $"of-{middle[1].Id}" });
        Assert.All(middle, worker => Assert.Equal("of-a", worker.Input("from")?.GetValue<string>()));

        var last = await project.Agent.CompleteAsync(await project.Agent.TakeOneAsync());
        Assert.Equal(
            ("d.task.run", "of-b.task.run", "of-c.task.run"), (last.Id, last.Input("left")?.GetValue<string>(), last.Input("right")?.GetValue<string>()));

        var state = await project.ReachAsync("Deployed");
        Assert.Equal((run, "Succeeded", 4), (state.Run, state.RunState, state.Activities["Succeeded"]));
        await project.ReachClearedAsync(run);
        Assert.Empty(await artifacts.ListUnderAsync(project.EnvironmentKey.Value, Cancelled));
        var archived = await plane.Service<IRunStore>().GetArchiveAsync(project.EnvironmentKey.Child(run).Value, Cancelled);
        var read = JsonSerializer.Deserialize<ArchivedRun>(archived!, StateJson.Options)!;
        Assert.Equal((run, "deploy", "Succeeded", 4), (read.Id, read.Kind, read.State, read.Activities.Count));
        Assert.Null(await plane.Service<IRunStore>().GetPlanAsync(project.EnvironmentKey.Child(run).Value, Cancelled));
    }

    [Fact]
    public async Task Run_UnresolvableExpression_FailsTheActivityWithInvalidInput()
    {
        var project = await TestProject.CreateAsync(
            plane,
            TestDocuments.Custom("a"),
            TestDocuments.Custom("b", TestDocuments.Reads("from", "a", "nothing")),
            TestDocuments.Template("resources: [{name: a}, {name: b, dependsOn: [{name: a}]}]"),
            TestDocuments.EnvironmentDocument(),
            TestDocuments.Agent());
        await project.Agent.RegisterAsync();
        await project.StartAsync();

        await project.Agent.WorkAsync(1);

        var state = await project.ReachAsync("DeployFailed");
        Assert.Equal("InvalidInput", state.Reason);
        var view = Assert.Single(await project.Environment.GetActivitiesAsync(), view => view.Id == "b.task.run");
        Assert.Equal((ActivityStatus.Failed, ReasonCode.InvalidInput), (view.State, view.Reason));
        Assert.Contains("nothing", view.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_SecretInOutputs_IsMaskedForPeopleAndPassedOnAsItIs()
    {
        const string Secret = "planted-secret";
        var project = await TestProject.CreateAsync(
            plane,
            TestDocuments.Custom("a", $"  - {{name: token, value: {Secret}, options: {{sensitive: true}}}}"),
            TestDocuments.Custom("b", TestDocuments.Reads("from", "a")),
            TestDocuments.Template("resources: [{name: a}, {name: b, dependsOn: [{name: a}]}]"),
            TestDocuments.EnvironmentDocument(),
            TestDocuments.Agent());
        await project.Agent.RegisterAsync();
        await project.StartAsync();

        var a = await project.Agent.CompleteAsync(await project.Agent.TakeOneAsync(), new() { ["value"] = $"key={Secret}", ["plain"] = "seen" });
        var b = await project.Agent.CompleteAsync(await project.Agent.TakeOneAsync());

        Assert.Contains(Secret, a.Job.Secrets);
        Assert.Equal($"key={Secret}", b.Input("from")?.GetValue<string>());
        var outputs = (await project.ReachAsync("Deployed")).Outputs;
        Assert.DoesNotContain(Secret, outputs, StringComparison.Ordinal);
        Assert.Contains("key=", outputs, StringComparison.Ordinal);
        Assert.Contains("seen", outputs, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_EveryGrainDeactivatedInTheMiddle_GoesOnAndRunsNothingTwice()
    {
        var project = await TestProject.CreateAsync(plane, TestDocuments.Diamond);
        await project.Agent.RegisterAsync();
        var run = await project.StartAsync();
        await project.Agent.CompleteAsync(await project.Agent.TakeOneAsync(), new() { ["value"] = "of-a" });
        var middle = await project.Agent.TakeAsync(2);
        await middle[0].OpenAsync();

        await project.DeactivateAllAsync(run, "a.task.run", "b.task.run", "c.task.run");

        Assert.Equal(Grains.Activities.WorkerVerdict.Accepted, (await middle[0].Grain.HeartbeatAsync(middle[0].Token)).Verdict);
        foreach (var worker in middle)
        {
            await project.Agent.CompleteAsync(worker, new() { ["value"] = worker.Id });
        }

        await project.DeactivateAllAsync(run, "b.task.run", "c.task.run", "d.task.run");
        await project.Environment.TouchAsync();
        Assert.Equal(["d.task.run"], await project.Agent.WorkAsync(1));
        await project.ReachAsync("Deployed");
        Assert.All(await project.Environment.GetActivitiesAsync(), view => Assert.Equal(1, view.Attempt));
        Assert.Empty(project.Agent.Held);
        await project.ReachClearedAsync(run);
    }

    [Fact]
    public async Task Run_ArchivesBeyondTheLimit_AreDroppedWithTheirLogsAndPlans()
    {
        var project = await TestProject.CreateAsync(plane, TestDocuments.Single);
        await project.Agent.RegisterAsync();
        var (logs, artifacts) = (plane.Service<ILogStore>(), plane.Service<IArtifactStore>());
        List<TestWorker> workers = [];
        for (var i = 0; i <= ControllerPlaneFixture.KeepRuns; i++)
        {
            var run = await project.StartAsync();
            var worker = await (await project.Agent.TakeOneAsync()).OpenAsync();
            Assert.True((await logs.AppendAsync(worker.Attempt, 0, "line"u8.ToArray(), Cancelled)).Accepted);
            using var content = new MemoryStream([1, 2, 3]);
            Assert.True(await artifacts.WriteAsync(worker.Attempt, "workdir", content, 10, Cancelled));
            content.Position = 0;
            Assert.True(await artifacts.WriteAsync(worker.Attempt, KeptPlans.Of(worker.Attempt.Activity), PlanFiles.Binary, content, 10, Cancelled));
            await project.Agent.CompleteAsync(worker);
            await project.ReachClearedAsync(run);
            workers.Add(worker);
        }

        var runs = plane.Service<IRunStore>();
        var kept = await runs.ListArchivesUnderAsync(project.EnvironmentKey.Value, 10, Cancelled);
        Assert.Equal(workers.Skip(1).Reverse().Select(worker => project.EnvironmentKey.Child(worker.Run).Value), kept.Select(archive => archive.Run));
        Assert.Equal(
            workers.Skip(1).Select(worker => KeptPlans.Of(worker.Attempt.Activity)).Order(StringComparer.Ordinal),
            (await artifacts.ListUnderAsync(project.EnvironmentKey.Value, Cancelled)).Select(artifact => artifact.Activity).Order(StringComparer.Ordinal));
        Assert.Equal(0, (await logs.ReadAsync(workers[0].Attempt, 0, 10, Cancelled)).Length);
        Assert.All(workers.Skip(1), worker => Assert.Equal(4, logs.ReadAsync(worker.Attempt, 0, 10, Cancelled).GetAwaiter().GetResult().Length));
    }
}
