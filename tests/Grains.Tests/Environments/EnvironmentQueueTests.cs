using System.Text.Json;
using Actors.Contracts.Storage;
using Actors.Grains.Environments;
using Actors.Grains.Tests.Agents;
using Actors.Grains.Tests.Hosting;

namespace Actors.Grains.Tests.Environments;

public sealed class EnvironmentQueueTests(ControllerPlaneFixture plane)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task StartRun_BusyAndWillingToWait_RunsInOrderWithTheDocumentsAsTheyAreThen()
    {
        var project = await TestProject.CreateAsync(plane, TestDocuments.Single);
        await project.Agent.RegisterAsync();
        var first = await project.StartAsync();
        Assert.Equal(RunAnswerCode.Conflict, (await project.TryStartAsync("destroy")).Code);

        var second = await QueueAsync(project, "deploy", "again");
        var third = await QueueAsync(project, "destroy");
        Assert.Equal((1, 2), (second.Position, third.Position));
        Assert.Equal((second.Run, 1), ((await QueueAsync(project, "deploy", "again")).Run, (await project.TryStartAsync(key: "again")).Position));
        var waiting = (await project.Environment.GetState()).Queue.Select(Read).ToList();
        Assert.Equal([(second.Run!, "deploy"), (third.Run!, "destroy")], waiting.Select(run => (run.Id, run.Kind)));
        Assert.Contains(first, waiting[0].Message, StringComparison.Ordinal);
        await project.PutAsync(TestDocuments.Custom("b"), TestDocuments.Template("resources: [{name: b}]"));

        Assert.Equal(["a.task.run"], await project.Agent.WorkAsync(1));
        Assert.Equal(["a.task.run", "b.task.run"], (await project.Agent.WorkAsync(2)).Order(StringComparer.Ordinal));
        await UntilAsync(project, third.Run!);
        Assert.Equal("destroy", (await project.Environment.GetState()).RunKind);
        await project.Agent.WorkAsync(1);

        await project.ReachAsync("Destroyed");
        await project.ReachClearedAsync(third.Run!);
        var history = await plane.Service<IRunStore>().ListArchivesUnderAsync(project.EnvironmentKey.Value, 10, Cancelled);
        Assert.Equal(new[] { third.Run, second.Run, first }.Take(ControllerPlaneFixture.KeepRuns), history.Select(row => Read(row.Json!).Id));
    }

    [Fact]
    public async Task Queue_EveryGrainDeactivated_IsStillThere()
    {
        var project = await TestProject.CreateAsync(plane, TestDocuments.Single);
        await project.Agent.RegisterAsync();
        var first = await project.StartAsync();
        var second = await QueueAsync(project, "destroy");

        await project.DeactivateAllAsync(first, "a.task.run");
        await project.Agent.WorkAsync(1);
        await UntilAsync(project, second.Run!);
        await project.DeactivateAllAsync(second.Run!, "a.task.run");

        // An activation that meets a late write of the one before it ends, and the next call gets another one.
        await Eventually.TrueAsync(async () =>
        {
            try
            {
                await project.Environment.TouchAsync();
                return true;
            }
            catch (Orleans.Storage.InconsistentStateException)
            {
                return false;
            }
        }, "the environment is active again");
        await project.Agent.WorkAsync(1);

        await project.ReachAsync("Destroyed");
    }

    [Fact]
    public async Task Queue_PlanIsRefused_IsAFailedRunOfTheHistoryAndTheNextOneStarts()
    {
        var project = await TestProject.CreateAsync(plane, TestDocuments.Single);
        await project.Agent.RegisterAsync();
        await project.StartAsync();
        var refused = await QueueAsync(project, "destroy");
        var next = await QueueAsync(project, "deploy");
        await project.PutAsync(TestDocuments.Protected("enabled"));

        await project.Agent.WorkAsync(1);
        await UntilAsync(project, next.Run!);
        await project.Agent.WorkAsync(1);

        await project.ReachArchiveAsync(refused.Run!);
        var archived = Read((await plane.Service<IRunStore>().GetArchiveAsync(project.EnvironmentKey.Child(refused.Run!).Value, Cancelled))!);
        Assert.Equal(("destroy", "Failed", "InvalidInput", 0), (archived.Kind, archived.State, archived.Reason, archived.Activities.Count));
        Assert.Contains("actors.destroy-protection", archived.Message, StringComparison.Ordinal);
        await project.ReachAsync("Deployed");
        Assert.Equal(next.Run, (await project.Environment.GetState()).Run);
    }

    [Fact]
    public async Task Cancel_All_EndsTheRunAndThoseThatWait()
    {
        var project = await TestProject.CreateAsync(plane, TestDocuments.Single);
        await project.StartAsync();
        var second = await QueueAsync(project, "deploy");
        Assert.Equal(RunAnswerCode.Conflict, (await project.Environment.ForgetAsync()).Code);

        Assert.Equal(RunAnswerCode.Accepted, (await project.Environment.CancelRunAsync(all: true)).Code);

        await project.ReachAsync("DeployFailed");
        Assert.Empty((await project.Environment.GetState()).Queue);
        await project.ReachArchiveAsync(second.Run!);
        Assert.Equal("Cancelled", Read((await plane.Service<IRunStore>().GetArchiveAsync(project.EnvironmentKey.Child(second.Run!).Value, Cancelled))!).State);
    }

    private static Task<RunAnswer> QueueAsync(TestProject project, string kind, string? key = null) => project.Environment.StartRunAsync(new(kind, key, "test", Queue: true));

    private static Task UntilAsync(TestProject project, string run) => Eventually.TrueAsync(async () => (await project.Environment.GetState()).Run == run, $"{run} starts");

    private static ArchivedRun Read(string json) => JsonSerializer.Deserialize<ArchivedRun>(json, StateJson.Options)!;
}
