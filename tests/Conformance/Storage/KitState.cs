using Actors.Contracts.Storage;

namespace Actors.Conformance.Storage;

/// <summary>A grain state as the kit writes it.</summary>
public sealed class KitState : IIndexedState
{
    public string Text { get; set; } = "";
    public string Status { get; set; } = "New";
    public bool Open { get; set; }
    public DateTimeOffset? Due { get; set; }
    public int? Fence { get; set; }

    public StateIndex GetIndex() => new(Status, Open, Due, Fence);
}
