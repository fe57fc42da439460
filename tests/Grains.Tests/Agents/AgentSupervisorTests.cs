using Actors.Contracts.Activities;

namespace Actors.Grains.Tests.Agents;

public sealed class AgentSupervisorTests(StoppingAgentPlaneFixture stopping, AgentPlaneFixture staying) : IClassFixture<StoppingAgentPlaneFixture>, IClassFixture<AgentPlaneFixture>
{
    [Fact]
    public async Task Silo_StopsWithStopWorkersOnShutdown_WorkersAreStoppedAndReportedBefore()
    {
        var (controller, engine) = await RunOneAsync(stopping);

        await stopping.Cluster.StopSiloAsync(stopping.Cluster.Silos[0], TestContext.Current.CancellationToken);

        Assert.Equal(0, engine.Living);
        Assert.Equal(ReasonCode.AgentLost, Assert.Single(controller.Exits).Reason);
        Assert.Single(engine.Removes);
    }

    [Fact]
    public async Task Silo_Stops_WorkersRunOnAndNothingIsReported()
    {
        var (controller, engine) = await RunOneAsync(staying);

        await staying.Cluster.StopSiloAsync(staying.Cluster.Silos[0], TestContext.Current.CancellationToken);

        Assert.Equal(1, engine.Living);
        Assert.Empty(controller.Exits);
        Assert.Empty(engine.Stops);
    }

    private static async Task<(FakeController Controller, FakeEngine Engine)> RunOneAsync(AgentPlaneFixture plane)
    {
        var agent = plane.TakeAgent();
        var (controller, engine) = (plane.ControllerOf(agent), plane.EngineOf(agent));
        controller.Offer("last");
        controller.Open();
        await Eventually.TrueAsync(() => engine.Living == 1, "the worker runs");
        return (controller, engine);
    }
}
