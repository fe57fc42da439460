using Actors.Storage.Protection;
using Actors.Storage.Tests.Testing;
using Actors.Testing;
using Orleans.TestingHost;

namespace Actors.Storage.Tests.GrainState;

/// <summary>The provider under real silos.</summary>
public sealed class SiloTests : IAsyncLifetime
{
    private readonly TemporaryStore _store = new();
    private InProcessTestCluster _cluster = null!;

    public async ValueTask InitializeAsync()
    {
        var builder = new InProcessTestClusterBuilder(2);
        builder.ConfigureSilo((_, silo) => silo.Services.AddActorsSqliteStorage(options => (options.DataFolder, options.RingKeys) = (_store.Folder, TestRingKeys.Read)));
        _cluster = builder.Build();
        await _cluster.DeployAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _cluster.DisposeAsync();
        await _store.DisposeAsync();
    }

    [Fact]
    public async Task Increment_IsStoredUnderItsKey()
    {
        var grain = _cluster.Client.GetGrain<ICounterGrain>("org/p/a%2Fb");
        Assert.Equal(1, await grain.Increment());
        Assert.Equal(2, await grain.Increment());
        using var file = _store.Connect();
        var payload = Assert.IsType<byte[]>(TemporaryStore.Execute(file, "SELECT payload FROM grain_state WHERE kind = 'counter' AND key = 'org/p/a%2Fb' AND open = 1"));
        Assert.True(Sealer.IsSealed(payload));
    }

    [Fact]
    public async Task Increment_RowChangedBehindTheActivation_FailsOnceThenReadsAgain()
    {
        var grain = _cluster.Client.GetGrain<ICounterGrain>("org/p/fenced");
        await grain.Increment();
        using (var file = _store.Connect())
        {
            TemporaryStore.Execute(file, "UPDATE grain_state SET version = version + 1 WHERE key = 'org/p/fenced'");
        }
        await Assert.ThrowsAnyAsync<Exception>(() => grain.Increment());
        // What is stored, not what the activation made of it.
        Assert.Equal(2, await grain.Increment());
    }

    [Fact]
    public async Task Kill_Silo_StateIsReadOnTheOther()
    {
        var grains = Enumerable.Range(0, 20).Select(i => _cluster.Client.GetGrain<ICounterGrain>($"org/p/{i}")).ToArray();
        foreach (var grain in grains) await grain.Increment();
        await _cluster.KillSiloAsync(_cluster.Silos[1], TestContext.Current.CancellationToken);
        await _cluster.WaitForLivenessToStabilizeAsync();
        foreach (var grain in grains) Assert.Equal(2, await grain.Increment());
    }
}
