using Actors.Scheduling.Hosting;

namespace Actors.Simulation.Controller;

/// <summary>A machine that remembers what it was asked and what it said, so that promises are checked without asking it again.</summary>
public sealed class SimRecorder<TState, TEvent, TEffect, TReply>(IMachine<TState, TEvent, TEffect, TReply> machine) : IMachine<TState, TEvent, TEffect, TReply>
    where TState : class
    where TEffect : notnull
{
    /// <summary>Whether anybody wants to know.</summary>
    public bool IsObserved { get; set; }

    public List<(TEvent Event, TState Before, TState After, TReply Reply)> Steps { get; } = [];

    public TState Activate(TState? stored, DateTimeOffset now) => machine.Activate(stored, now);

    public Step<TState, TEffect, TReply> Handle(TState state, TEvent @event, DateTimeOffset now)
    {
        var step = machine.Handle(state, @event, now);
        if (IsObserved) Steps.Add((@event, state, step.State, step.Reply));
        return step;
    }

    public IReadOnlyList<TEffect> Resume(TState state, DateTimeOffset now) => machine.Resume(state, now);

    public bool Claims(TState stored) => machine.Claims(stored);

    public DateTimeOffset? Due(TState state) => machine.Due(state);
}
