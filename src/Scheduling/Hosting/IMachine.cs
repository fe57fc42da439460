namespace Actors.Scheduling.Hosting;

/// <summary>
/// A pure state machine: every rule about what may happen next, no I/O and no clock. States are immutable records.
/// Their durable properties are what correctness rests on; properties that are not serialised are volatile, and lost with the activation.
/// </summary>
public interface IMachine<TState, TEvent, TEffect, TReply>
    where TState : class
    where TEffect : notnull
{
    /// <summary>The state to begin with after activation: what is stored (null: nothing), and volatile facts that grant one full term of everything.</summary>
    TState Activate(TState? stored, DateTimeOffset now);

    /// <summary>Applies one event.</summary>
    Step<TState, TEffect, TReply> Handle(TState state, TEvent @event, DateTimeOffset now);

    /// <summary>Every outstanding effect, derived from the state alone: after activation, and to see whether a failed effect is still wanted.</summary>
    IReadOnlyList<TEffect> Resume(TState state, DateTimeOffset now);

    /// <summary>
    /// Whether an activation that begins with this stored state stores it once more before it does anything: from then on nothing is taken that an activation before it, on a silo that
    /// stood still and does not know yet that it was replaced, still tries to store.
    /// </summary>
    bool Claims(TState stored) => false;

    /// <summary>When a tick is wanted next (UTC); null: not by time.</summary>
    DateTimeOffset? Due(TState state);
}
