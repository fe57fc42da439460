using System.Diagnostics;
using Actors.Contracts.Activities;
using Actors.Contracts.Agents;
using Actors.Grains.Tests.Agents;
using Actors.Grains.Tests.Hosting;

namespace Actors.Grains.Tests.Queues;

public sealed class AgentQueueTests(ControllerPlaneFixture plane)
{
    [Fact]
    public async Task Register_WithoutAgentDocument_IsRefusedAndOpensNoSession()
    {
        var project = new TestProject(plane);

        var answer = await project.Agent.TryRegisterAsync();

        Assert.Equal((false, true), (answer.Accepted, answer.Retry));
        Assert.Contains("no Agent 'one'", answer.Refusal, StringComparison.Ordinal);
        var state = await project.Queue().GetState();
        Assert.Equal(("Offline", 0L, null), (state.State, state.Epoch, state.Engine));
        Assert.Equal(SessionStatus.Unknown, (await project.Queue().PollAsync(new(project.Agent.Key, 1, 1, 1, []), TestContext.Current.CancellationToken)).Session);
    }

    [Fact]
    public async Task Register_SecondEngineWhileTheSessionLives_IsRefused()
    {
        var project = await TestProject.CreateAsync(plane, TestDocuments.Agent(3));
        await project.Agent.RegisterAsync();

        var answer = await project.Agent.TryRegisterAsync("another");

        Assert.Equal((false, true), (answer.Accepted, answer.Retry));
        Assert.Contains("'engine'", answer.Refusal, StringComparison.Ordinal);
        var state = await project.Queue().GetState();
        Assert.Equal(("Online", "engine", 1L, 3), (state.State, state.Engine, state.Epoch, state.Slots));
    }

    [Fact]
    public async Task ReportExit_FromAnOldEpoch_IsSupersededAndChangesNothing()
    {
        var project = await StartAsync(TestDocuments.Single);
        var worker = await (await project.Agent.TakeOneAsync()).OpenAsync();
        var old = project.Agent.Epoch;
        await project.Agent.RegisterAsync();

        var answer = await project.Agent.ReportExitAsync(worker.Attempt, epoch: old);

        Assert.Equal(new(SessionStatus.Superseded, false), answer);
        Assert.Equal(ActivityStatus.Running, (await worker.Grain.GetState())!.State);
    }

    [Fact]
    public async Task Poll_WaitsAndIsWokenByAnOfferAndANewerPollReturnsTheOlder()
    {
        var project = await TestProject.CreateAsync(plane, TestDocuments.Single);
        await project.Agent.RegisterAsync();
        var older = project.Agent.PollRawAsync();
        var newer = project.Agent.PollRawAsync();
        var watch = Stopwatch.StartNew();

        Assert.Same(older, await Task.WhenAny(older, newer));
        Assert.Equal((SessionStatus.Live, 0), ((await older).Session, (await older).Leases.Count));
        Assert.False(newer.IsCompleted);
        await project.StartAsync();

        Assert.Single((await newer).Leases);
        Assert.True(watch.Elapsed < ControllerPlaneFixture.PollWait * 0.8, $"It took {watch.Elapsed}.");
    }

    [Fact]
    public async Task Poll_MoreWorkThanWorkers_NeverHoldsMore()
    {
        string[] names = ["a", "b", "c", "d", "e"];
        var project = await StartAsync(
        [
            .. names.Select(name => TestDocuments.Custom(name)),
            TestDocuments.Template($"resources: [{string.Join(", ", names.Select(name => $"{{name: {name}}}"))}]"),
            TestDocuments.EnvironmentDocument(),
            TestDocuments.Agent(2),
        ]);
        project.Agent.Slots = 10;

        var held = (await project.Agent.TakeAsync(2)).ToList();
        Assert.Empty((await project.Agent.PollAsync()).Leases);
        Assert.Contains(await project.Environment.GetActivitiesAsync(), view => view is { State: ActivityStatus.Queued, Reason: ReasonCode.AgentsFull });

        for (var left = names.Length - held.Count; left > 0; left--)
        {
            await project.Agent.CompleteAsync(held[0]);
            held.RemoveAt(0);
            held.AddRange(await project.Agent.TakeAsync());
            Assert.Equal(2, held.Count);
            Assert.Equal(2, (await project.Queue().GetState()).Held.Count);
        }
    }

    [Fact]
    public async Task Poll_AnswerLost_BringsTheLeaseAgainWithAGoodTicket()
    {
        var project = await StartAsync(TestDocuments.Single);
        var lost = Assert.Single((await project.Agent.PollRawAsync()).Leases);

        var again = await project.Agent.TakeOneAsync();

        Assert.Equal(lost.Attempt, again.Attempt);
        await project.Agent.CompleteAsync(again);
        await project.ReachAsync("Deployed");
    }

    [Fact]
    public async Task Poll_AnswerLostAndTheQueueDeactivated_BringsTheLeaseAgain()
    {
        var project = await StartAsync(TestDocuments.Single);
        var lost = Assert.Single((await project.Agent.PollRawAsync()).Leases);
        await plane.Cluster.DeactivateAsync(project.Queue());

        var again = await project.Agent.TakeOneAsync();

        Assert.Equal(lost.Attempt, again.Attempt);
        await again.OpenAsync();
    }

    [Fact]
    public async Task Poll_AfterRegisteringAnew_KeepsTheRunningAndEndsTheUnknown()
    {
        var project = await StartAsync(TestDocuments.Single);
        var worker = await (await project.Agent.TakeOneAsync()).OpenAsync();
        await project.Agent.RegisterAsync();
        var stranger = worker.Attempt with { Number = 7 };

        var answer = await project.Agent.PollRawAsync(held: [worker.Attempt, stranger]);

        Assert.Equal([stranger], answer.Over);
        Assert.Equal([worker.Attempt], (await project.Queue().GetState()).Held);
        await project.Agent.CompleteAsync(worker);
        await project.ReachAsync("Deployed");
    }

    [Fact]
    public async Task Drain_LeasesNothingAndSaysWhyUntilResumed()
    {
        var project = await TestProject.CreateAsync(plane, TestDocuments.Single);
        await project.Agent.RegisterAsync();
        await project.Queue().SetDrainingAsync(true);
        await project.StartAsync();

        Assert.Empty((await project.Agent.PollAsync()).Leases);
        Assert.Equal("Draining", (await project.Queue().GetState()).State);
        await Eventually.TrueAsync(
            async () => (await project.Environment.GetActivitiesAsync())[0] is { State: ActivityStatus.Queued, Reason: ReasonCode.AgentsDraining }, "it says why it waits");

        await project.Queue().SetDrainingAsync(false);
        await project.Agent.CompleteAsync(await project.Agent.TakeOneAsync());
        await project.ReachAsync("Deployed");
    }

    private async Task<TestProject> StartAsync(string[] documents)
    {
        var project = await TestProject.CreateAsync(plane, documents);
        await project.Agent.RegisterAsync();
        await project.StartAsync();
        return project;
    }
}
