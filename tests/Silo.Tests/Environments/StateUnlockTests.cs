using System.Net;
using System.Reflection;
using Actors.Contracts.Identity;
using Actors.Contracts.Storage;
using Actors.Silo.Api;
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
        await UnlockAsync("env", new(new("o/p/env/a", new AttemptId("o/p/env/r/a.tofu", 2), "lock-1", "{}"), null));

        var line = Assert.Single(_log.All);
        Assert.Contains("lock-1 of o/p/env/r/a.tofu#2 was taken away by the administrator", line.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unlock_NothingHeld_LogsNothing()
    {
        var tofu = await TofuUnderTest.CreateAsync(silo);
        await tofu.StartAsync();

        // A first apply that died before it wrote: neither a state nor a lock, but a run that had the resource.
        await UnlockAsync("env", new(null, null), tofu.Project);
        Assert.Equal(HttpStatusCode.NoContent, (await tofu.CallAsync(HttpMethod.Post, $"{tofu.State}/unlock")).Status);

        Assert.Empty(_log.All);
    }

    [Fact]
    public async Task Unlock_NoSuchEnvironment_IsNotFoundAndNamed()
    {
        var error = await Assert.ThrowsAsync<ApiException>(() => UnlockAsync("nope", new(null, null)));

        Assert.Equal(404, error.Status);
        Assert.Contains("no Environment 'nope'", error.Message, StringComparison.Ordinal);
        Assert.Empty(_log.All);
    }

    [Fact]
    public async Task Unlock_NoSuchResource_IsNotFoundAndNamesThoseThereAre()
    {
        var tofu = await TofuUnderTest.CreateAsync(silo);
        var other = $"{tofu.Environment}/resources/nope/state/unlock";
        Assert.Contains("not been deployed", await tofu.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Post, other), StringComparison.Ordinal);
        await tofu.StartAsync();

        var error = await tofu.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Post, other);

        Assert.Contains("no resource 'nope'", error, StringComparison.Ordinal);
        Assert.Contains("There are: a.", error, StringComparison.Ordinal);
    }

    private async Task UnlockAsync(string environment, TofuUnlock unlock, string? project = null)
    {
        var store = DispatchProxy.Create<ITofuStateStore, UnlockingStore>();
        ((UnlockingStore)store).Unlock = unlock;
        var (options, grains) = (silo.App.Services.GetRequiredService<IOptions<ActorsOptions>>(), silo.App.Services.GetRequiredService<IGrainFactory>());

        await new TofuStates(store, silo.App.Services.GetRequiredService<EnvironmentNames>(), silo.App.Services.GetRequiredService<RunReader>(), _log)
            .UnlockAsync(new EnvironmentScope(project ?? $"p{Guid.NewGuid():N}", environment, options, grains), "a", null, TestContext.Current.CancellationToken);
    }
}
