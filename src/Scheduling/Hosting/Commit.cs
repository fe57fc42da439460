namespace Actors.Scheduling.Hosting;

/// <summary>What follows from a batch of events: one save, then the replies (in the order of the events) and the effects.</summary>
public sealed record Commit<TState, TEffect, TReply>(
    TState State, Persistence Persistence, IReadOnlyList<TEffect> Effects, IReadOnlyList<TReply> Replies);
