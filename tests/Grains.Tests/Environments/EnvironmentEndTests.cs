using System.Text.Json.Nodes;
using Actors.Contracts.Activities;
using Actors.Contracts.Storage;
using Actors.Grains.Activities;
using Actors.Grains.Environments;
using Actors.Grains.Tests.Agents;
using Actors.Grains.Tests.Hosting;

namespace Actors.Grains.Tests.Environments;

public sealed class EnvironmentEndTests(ControllerPlaneFixture plane)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task CancelRun_WhileQueued_EndsTheRun()
    {
        var project = await TestProject.CreateAsync(plane, TestDocuments.Diamond);
        await project.StartAsync();

        Assert.Equal(RunAnswerCode.Accepted, (await project.Environment.CancelRunAsync()).Code);

        Assert.Equal("Cancelled", (await project.ReachAsync("DeployFailed")).RunState);
        var views = await project.Environment.GetActivitiesAsync();
        Assert.Equal(ActivityStatus.Cancelled, views[0].State);
        Assert.All(views.Skip(1), view => Assert.Equal((ActivityStatus.Skipped, ReasonCode.Cancelled), (view.State, view.Reason)));
    }

    [Fact]
    public async Task CancelRun_WhileLeased_RefusesTheWorkerAndEndsTheAttempt()
    {
        var project = await TestProject.CreateAsync(plane, TestDocuments.Single);
        await project.Agent.RegisterAsync();
        await project.StartAsync();
        var worker = await project.Agent.TakeOneAsync();

        await project.Environment.CancelRunAsync();

        Assert.Equal("Cancelled", (await project.ReachAsync("DeployFailed")).RunState);
        Assert.Equal(WorkerVerdict.Over, (await worker.TryOpenAsync()).Verdict);
        Assert.Contains(worker.Attempt, (await project.Agent.PollAsync()).Over);
    }

    [Fact]
    public async Task CancelRun_WhileRunning_StopsTheWorkerFirst()
    {
        var project = await TestProject.CreateAsync(plane, TestDocuments.Single);
        await project.Agent.RegisterAsync();
        await project.StartAsync();
        var worker = await (await project.Agent.TakeOneAsync()).OpenAsync();

        await project.Environment.CancelRunAsync();

        await Eventually.TrueAsync(async () => (await worker.Grain.HeartbeatAsync(worker.Token)).Cancel, "the worker hears of it");
        Assert.Contains(worker.Attempt, (await project.Agent.PollAsync()).Cancels);
        Assert.Equal("Deploying", (await project.Environment.GetState()).State);
        Assert.True((await project.Agent.ReportExitAsync(worker.Attempt, ReasonCode.Cancelled, 143)).Over);
        Assert.Equal("Cancelled", (await project.ReachAsync("DeployFailed")).RunState);
    }

    [Fact]
    public async Task CancelRun_ResultArrivesFirst_Wins()
    {
        var project = await TestProject.CreateAsync(plane, TestDocuments.Single);
        await project.Agent.RegisterAsync();
        await project.StartAsync();
        var worker = await (await project.Agent.TakeOneAsync()).OpenAsync();
        await project.Environment.CancelRunAsync();
        await Eventually.TrueAsync(async () => (await worker.Grain.HeartbeatAsync(worker.Token)).Cancel, "the worker hears of it");

        Assert.Equal(WorkerVerdict.Accepted, await worker.SucceedAsync());

        await project.ReachAsync("Deployed");
    }

    [Fact]
    public async Task RetryRun_AfterFailure_ContinuesTheSameRunWithTheNextAttempt()
    {
        var project = await TestProject.CreateAsync(plane, TestDocuments.Diamond);
        await project.Agent.RegisterAsync();
        var run = await project.StartAsync();
        await project.Agent.WorkAsync(1);
        var middle = await project.Agent.TakeAsync(2);
        await project.Agent.CompleteAsync(middle[1], new() { ["value"] = "other" });
        await middle[0].OpenAsync();
        await middle[0].FailAsync(ReasonCode.JobFailed, "out of luck");
        await project.Agent.ReportExitAsync(middle[0].Attempt, ReasonCode.None, 1);
        var failed = await project.ReachAsync("DeployFailed");
        Assert.Equal(("Failed", "JobFailed"), (failed.RunState, failed.Reason));
        Assert.Contains("out of luck", failed.Message, StringComparison.Ordinal);

        var answer = await project.Environment.RetryRunAsync();

        Assert.Equal((RunAnswerCode.Accepted, run), (answer.Code, answer.Run));
        var again = await project.Agent.TakeOneAsync();
        Assert.Equal((middle[0].Attempt.Activity, 2), (again.Attempt.Activity, again.Attempt.Number));
        await project.Agent.CompleteAsync(again, new() { ["value"] = "again" });
        Assert.Equal(["d.task.run"], await project.Agent.WorkAsync(1));
        Assert.Equal(run, (await project.ReachAsync("Deployed")).Run);
        await project.ReachClearedAsync(run);
    }

    [Fact]
    public async Task Forget_Deployed_IsRefusedAndAfterDestroyLeavesNothing()
    {
        var project = await TestProject.CreateAsync(plane, TestDocuments.Single);
        await project.Agent.RegisterAsync();
        var deploy = await project.StartAsync();
        var worker = await (await project.Agent.TakeOneAsync()).OpenAsync();
        var logs = plane.Service<ILogStore>();
        Assert.True((await logs.AppendAsync(worker.Attempt, 0, "line"u8.ToArray(), Cancelled)).Accepted);
        await project.Agent.CompleteAsync(worker, new() { ["value"] = "v" });
        await project.ReachAsync("Deployed");
        await project.ReachClearedAsync(deploy);
        Assert.Equal(RunAnswerCode.Conflict, (await project.Environment.ForgetAsync()).Code);
        Assert.Contains("\"v\"", await project.Environment.GetOutputsAsync(), StringComparison.Ordinal);

        var destroy = await project.StartAsync("destroy");
        await project.Agent.WorkAsync(1);
        await project.ReachAsync("Destroyed");
        await project.ReachClearedAsync(destroy);
        Assert.Equal("{}", (await project.Environment.GetState()).Outputs);

        Assert.Equal(RunAnswerCode.Accepted, (await project.Environment.ForgetAsync()).Code);
        var key = project.EnvironmentKey.Value;
        Assert.Equal((0, 0), (await project.CountRowsAsync("environment"), await project.CountRowsAsync("activity")));
        Assert.Empty(await plane.Service<IRunStore>().ListArchivesUnderAsync(key, 10, Cancelled));
        Assert.Empty(await plane.Service<IArtifactStore>().ListUnderAsync(key, Cancelled));
        Assert.Empty(await plane.Service<ITofuStateStore>().ListLocksUnderAsync(key, Cancelled));
        Assert.Equal(0, (await logs.ReadAsync(worker.Attempt, 0, 10, Cancelled)).Length);
        await Eventually.TrueAsync(async () => (await project.Environment.GetState()).State == "NotDeployed", "nothing is known of it");
    }
}
