using Actors.Grains.Queues;
using Actors.Grains.Tests.Agents;
using Actors.Grains.Tests.Hosting;

namespace Actors.Grains.Tests.Queues;

public sealed class QueueMetricsTests(ControllerPlaneFixture plane)
{
    [Fact]
    public async Task Gauges_ShowWhatTheQueueHolds_AndGoWithIt()
    {
        var project = await TestProject.CreateAsync(plane, TestDocuments.Single);
        var agent = project.Agent.Key;
        using var depth = new Measurements(QueueMetrics.Depth);
        using var age = new Measurements(QueueMetrics.OldestAge);
        using var limit = new Measurements(QueueMetrics.SlotLimit);
        using var usage = new Measurements(QueueMetrics.SlotUsage);
        using var online = new Measurements(QueueMetrics.Online);
        Assert.Empty(depth.Now().With("agent", agent));

        var run = await project.StartAsync();
        await Eventually.TrueAsync(() => depth.Now().Of(agent) == 1, "the activity is on offer");
        Assert.Equal((0, 0), (usage.Now().Of(agent), online.Now().Of(agent)));
        await Eventually.TrueAsync(() => age.Now().Of(agent) > 0, "it gets older");
        await project.Agent.RegisterAsync();
        var worker = await project.Agent.TakeOneAsync();

        Assert.Equal((0, 0, 1, 1), (depth.Now().Of(agent), age.Now().Of(agent), usage.Now().Of(agent), online.Now().Of(agent)));
        Assert.Equal((await project.Queue().GetState()).Slots, limit.Now().Of(agent));
        await project.Agent.CompleteAsync(worker);
        await project.ReachClearedAsync(run);
        Assert.Equal(0, usage.Now().Of(agent));
        await plane.Cluster.DeactivateAsync(project.Queue());
        Assert.Empty(depth.Now().With("agent", agent));
    }

    [Fact]
    public async Task SessionsAndPolls_AreCountedByAgent()
    {
        var project = await TestProject.CreateAsync(plane, TestDocuments.Single);
        using var sessions = new Measurements(QueueMetrics.Sessions);
        using var polls = new Measurements(QueueMetrics.PollDuration);
        await project.Agent.TryRegisterAsync(instance: "life");
        await project.Agent.TryRegisterAsync(instance: "life");
        await project.Agent.RegisterAsync();

        await project.Agent.PollAsync();
        await project.Queue().PollAsync(new(project.Agent.Key, project.Agent.Epoch + 5, 1, 1, []), TestContext.Current.CancellationToken);

        Assert.Equal(project.Agent.Epoch, sessions.With("agent", project.Agent.Key).Count);
        var (seconds, _) = Assert.Single(polls.With("agent", project.Agent.Key));
        Assert.InRange(seconds, ControllerPlaneFixture.PollWait.TotalSeconds * 0.9, 60);
    }
}
