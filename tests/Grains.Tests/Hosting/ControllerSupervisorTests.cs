using Actors.Grains.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans.Runtime;

namespace Actors.Grains.Tests.Hosting;

public sealed class ControllerSupervisorTests(ControllerPlaneFixture plane)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>It looks every few seconds: what it does not need is not read, and what is damaged keeps no environment asleep.</summary>
    [Fact]
    public async Task Sweep_AsksForKeysOnly()
    {
        var index = new FakeStateIndex();
        using var supervisor = new ControllerSupervisor(index, plane.Grains, plane.Service<ILocalSiloDetails>(), plane.Service<ISiloStatusOracle>(), TimeProvider.System, NullLogger<ControllerSupervisor>.Instance);

        await supervisor.StartAsync(Cancelled);
        var query = await index.First.WaitAsync(TimeSpan.FromSeconds(10), Cancelled);
        await supervisor.StopAsync(Cancelled);

        Assert.True(query.KeysOnly);
        Assert.NotNull(query.OpenOrDueAt);
    }
}
