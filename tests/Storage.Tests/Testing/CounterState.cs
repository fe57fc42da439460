using Actors.Contracts.Storage;

namespace Actors.Storage.Tests.Testing;

public sealed class CounterState : IIndexedState
{
    public int Count { get; set; }

    public int? Fence { get; set; }

    public StateIndex GetIndex() => new("Counting", Open: Count > 0, Fence: Fence);
}
