using Orleans.Placement;

namespace Actors.Storage.Tests.Testing;

public interface ICounterGrain : IGrainWithStringKey
{
    Task<int> Increment();

    /// <summary>Which silo it lives on.</summary>
    Task<string> Where();
}

// By chance: by the machine's load, all may be placed on the silo that is asked.
[RandomPlacement]
public sealed class CounterGrain([PersistentState("state", "actors")] IPersistentState<CounterState> state) : Grain, ICounterGrain
{
    public async Task<int> Increment()
    {
        state.State.Count++;
        await state.WriteStateAsync();
        return state.State.Count;
    }

    public Task<string> Where() => Task.FromResult(RuntimeIdentity);
}
