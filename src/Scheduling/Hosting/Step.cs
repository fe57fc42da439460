namespace Actors.Scheduling.Hosting;

/// <summary>What follows from one event.</summary>
/// <param name="State">The state afterwards.</param>
/// <param name="Persistence">What must happen to the stored state before the reply and the effects.</param>
/// <param name="Effects">What is to be carried out; may be empty. Compared by value.</param>
/// <param name="Reply">The answer to whoever sent the event.</param>
public sealed record Step<TState, TEffect, TReply>(TState State, Persistence Persistence, IReadOnlyList<TEffect> Effects, TReply Reply)
{
    /// <summary>Whether the stored state must change before the reply and the effects.</summary>
    public bool Durable => Persistence != Persistence.None;
}
