using Actors.Contracts.Storage;

namespace Actors.StateWrites;

/// <summary>A state of a size.</summary>
internal sealed class BenchState : IIndexedState
{
    public string Text { get; set; } = "";

    public StateIndex GetIndex() => new("Running", Open: true);
}
