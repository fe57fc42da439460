using System.Reflection;
using Actors.Contracts.Identity;
using Actors.Contracts.Storage;
using Actors.Silo.Configuration;
using Actors.Silo.Environments;
using Actors.Silo.Environments.States;
using Actors.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans;

namespace Actors.Silo.Tests.Environments;

[Collection<SiloCollection>]
public sealed class StateUnlockTests(SiloFixture silo)
{
    private readonly LogRecord<TofuStates> _log = new();

    [Fact]
    public async Task Unlock_LockLeftBehind_LogsWhoseItWas()
    {
        await UnlockAsync(new(new("o/p/env/a", new AttemptId("o/p/env/r/a.tofu", 2), "lock-1", "{}"), null));

        var line = Assert.Single(_log.All);
        Assert.Contains("lock-1 of o/p/env/r/a.tofu#2 was taken away by the administrator", line.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unlock_NothingHeld_LogsNothing()
    {
        await UnlockAsync(new(null, null));

        Assert.Empty(_log.All);
    }

    private async Task UnlockAsync(TofuUnlock unlock)
    {
        var store = DispatchProxy.Create<ITofuStateStore, UnlockingStore>();
        ((UnlockingStore)store).Unlock = unlock;
        var (options, grains) = (silo.App.Services.GetRequiredService<IOptions<ActorsOptions>>(), silo.App.Services.GetRequiredService<IGrainFactory>());

        await new TofuStates(store, _log).UnlockAsync(new EnvironmentScope($"p{Guid.NewGuid():N}", "env", options, grains), "a", null, TestContext.Current.CancellationToken);
    }
}
