using Actors.Contracts.Identity;
using Actors.Contracts.Storage;
using Actors.Grains.Hosting;
using Actors.Grains.Queues;
using Actors.Grains.Tests.Hosting;
using Actors.Scheduling;
using Actors.Scheduling.Queues;
using Microsoft.Extensions.Options;

namespace Actors.Grains.Tests.Queues;

public sealed class QueueEffectsTests(ControllerPlaneFixture plane)
{
    /// <summary>Its slot must not be given away while its worker may still run.</summary>
    [Fact]
    public async Task Recover_AnActivityCannotBeRead_FailsAndNamesIt()
    {
        var index = new FakeStateIndex(new StateRow("default/p/env/run/broken", new StateIndex("Running", Open: true), null));
        var services = new QueueServices(plane.Grains, index, plane.Service<IDocumentStore>(), plane.Installation, SchedulingOptions.Default, plane.Service<IOptions<ControllerOptions>>());
        var effects = new QueueEffects(ActorKey.Of("default", "p", "one"), services, (_, _) => { });

        var error = await Assert.ThrowsAsync<IOException>(async () => await effects.RunAsync(new QueueEffect.Recover(), TestContext.Current.CancellationToken));

        Assert.Contains("default/p/env/run/broken", error.Message, StringComparison.Ordinal);
        Assert.Contains("backup", error.Message, StringComparison.Ordinal);
    }
}
