using Microsoft.Extensions.DependencyInjection;

namespace Actors.Conformance.Storage;

/// <summary>An empty store of its own for each test, to be opened again as after a restart.</summary>
public abstract class StorageUnderTest : IAsyncDisposable
{
    /// <summary>Makes what the store is in; skips the test when this machine lacks what it takes.</summary>
    public virtual ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>Opens the store; a second opening sees what the first one wrote, also while the first is open.</summary>
    public abstract ServiceProvider Open(StorageLimits limits);

    /// <summary>Removes everything.</summary>
    public abstract ValueTask DisposeAsync();
}
