using Actors.Contracts.Storage;
using Actors.Scheduling.Hosting;
using Orleans.Runtime;

namespace Actors.Grains.Hosting;

/// <summary>The place of a machine's state in grain storage. What is stored may hold more than the machine's own state.</summary>
internal sealed class GrainCell<TState, TRecord>(IPersistentState<TRecord> storage, Func<TRecord, TState> read, Func<TState, TRecord> write) : IStateCell<TState>
    where TState : class
    where TRecord : class, IIndexedState, new()
{
    public ValueTask<TState?> LoadAsync(CancellationToken cancellationToken) =>
        new(storage.RecordExists ? read(storage.State) : null);

    public async ValueTask SaveAsync(TState state, CancellationToken cancellationToken)
    {
        storage.State = write(state);
        await storage.WriteStateAsync(cancellationToken);
    }

    /// <summary>Asks the store too where this activation knows of nothing: another one may have stored something since, and then this one must not say that it is gone.</summary>
    public async ValueTask ClearAsync(CancellationToken cancellationToken) => await storage.ClearStateAsync(cancellationToken);
}
