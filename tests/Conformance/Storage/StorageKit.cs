using Actors.Contracts.Identity;
using Actors.Storage;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace Actors.Conformance.Storage;

/// <summary>What every store has to do, whatever it is made of. A provider derives one class from each kit.</summary>
public abstract class StorageKit<TStorage> : IAsyncLifetime
    where TStorage : StorageUnderTest, new()
{
    protected const string Run = "org/project/env/run";
    protected const string Activity = Run + "/network";

    private readonly TStorage _storage = new();
    private readonly List<ServiceProvider> _opened = [];

    protected virtual StorageLimits Limits { get; } = new();

    protected CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _storage.InitializeAsync();
        Reopen();
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        foreach (var services in _opened) await services.DisposeAsync();
        await _storage.DisposeAsync();
    }

    /// <summary>A port of the newest opening.</summary>
    protected T Get<T>() where T : notnull => _opened[^1].GetRequiredService<T>();

    /// <summary>The n-th opening.</summary>
    protected ServiceProvider Opened(int number) => _opened[number];

    /// <summary>Opens the store once more and leaves the former opening as a killed process would: not closed.</summary>
    protected void Reopen(Action<StorageOptions>? configure = null, TimeProvider? clock = null) => _opened.Add(_storage.Open(Limits, configure, clock));

    /// <summary>The store, for those who go round it.</summary>
    protected StorageUnderTest Storage => _storage;

    /// <summary>The n-th attempt of an activity.</summary>
    protected static AttemptId Attempt(int number, string activity = Activity) => new(activity, number);

    /// <summary>Lets one attempt of an activity write; null: none.</summary>
    protected async Task AllowAsync(int? attempt, string activity = Activity)
    {
        var state = await ReadAsync("activity", activity);
        state.State.Fence = attempt;
        await WriteAsync("activity", activity, state);
    }

    protected async Task<KitGrainState> ReadAsync(string kind, string key)
    {
        var state = new KitGrainState();
        await GrainStates.ReadStateAsync("state", Grain(kind, key), state);
        return state;
    }

    protected Task WriteAsync(string kind, string key, KitGrainState state) => GrainStates.WriteStateAsync("state", Grain(kind, key), state);

    protected Task ClearAsync(string kind, string key, KitGrainState state) => GrainStates.ClearStateAsync("state", Grain(kind, key), state);

    protected IGrainStorage GrainStates => _opened[^1].GetRequiredKeyedService<IGrainStorage>("actors");

    protected static GrainId Grain(string kind, string key) => GrainId.Create(kind, key);

    protected static byte[] Bytes(int count, byte value = 7)
    {
        var bytes = new byte[count];
        bytes.AsSpan().Fill(value);
        return bytes;
    }
}
