using Actors.Contracts.Activities;

namespace Actors.Grains.Tests.Agents;

/// <summary>Silos that have the same agents and <c>StopWorkersOnShutdown</c> end, one by one or together.</summary>
public sealed class AgentsOfSeveralSilosTests
{
    [Fact]
    public async Task Silo_StopsWhileAnotherKeepsTheAgent_WorkersRunOn()
    {
        await using var plane = new Plane();
        await plane.InitializeAsync();
        var (controller, engine) = await plane.RunOneAsync();

        await plane.Cluster.StopSiloAsync(plane.Cluster.Silos[0], TestContext.Current.CancellationToken);

        Assert.Equal(1, engine.Living);
        Assert.Empty(controller.Exits);
    }

    /// <summary>None of them may hold another one for a place to go to, although the membership calls all of them active.</summary>
    [Fact]
    public async Task Silos_AllStopAtOnce_WorkersAreStoppedAndReported()
    {
        await using var plane = new Plane();
        await plane.InitializeAsync();
        var (controller, engine) = await plane.RunOneAsync();

        await Task.WhenAll(plane.Cluster.Silos.ToList().Select(silo => plane.Cluster.StopSiloAsync(silo, TestContext.Current.CancellationToken)));

        Assert.Equal(0, engine.Living);
        Assert.Equal(ReasonCode.AgentLost, Assert.Single(controller.Exits).Reason);
    }

    /// <summary>The one that began first has counted on the other: that one hears, when its turn comes, that nobody is left.</summary>
    [Fact]
    public async Task Silos_OneBeginsToStopWhileTheFirstIsAtIt_TheLastStopsTheWorkers()
    {
        await using var plane = new Plane();
        await plane.InitializeAsync();
        var (controller, engine) = await plane.RunOneAsync();

        var silos = plane.Cluster.Silos.ToList();
        var first = plane.Cluster.StopSiloAsync(silos[0], TestContext.Current.CancellationToken);
        await Eventually.TrueAsync(() => plane.IsLeaving(silos[0]), "the first silo begins to stop");
        await Task.WhenAll(first, plane.Cluster.StopSiloAsync(silos[1], TestContext.Current.CancellationToken));

        Assert.Equal(0, engine.Living);
        Assert.Equal(ReasonCode.AgentLost, Assert.Single(controller.Exits).Reason);
    }

    private sealed class Plane : AgentPlaneFixture
    {
        protected override bool StopsWorkers => true;

        protected override int Agents => 1;

        protected override short SiloCount => 2;

        public bool IsLeaving(Orleans.TestingHost.InProcessSiloHandle silo) =>
            ((Actors.Grains.Agents.AgentPresence)silo.ServiceProvider.GetService(typeof(Actors.Grains.Agents.AgentPresence))!).IsLeaving;

        public async Task<(FakeController Controller, FakeEngine Engine)> RunOneAsync()
        {
            var agent = TakeAgent();
            var (controller, engine) = (ControllerOf(agent), EngineOf(agent));
            controller.Offer("last");
            controller.Open();
            await Eventually.TrueAsync(() => engine.Living == 1, "the worker runs");
            return (controller, engine);
        }
    }
}
