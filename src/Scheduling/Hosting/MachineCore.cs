namespace Actors.Scheduling.Hosting;

/// <summary>
/// The host loop without its waiting: prepare a batch, (save,) complete it, take effects. <see cref="MachineHost{TState,TEvent,TEffect,TReply}"/> drives it with tasks;
/// a simulation drives it step by step and may stop between any two. Not thread-safe.
/// </summary>
public sealed class MachineCore<TState, TEvent, TEffect, TReply>
    where TState : class
    where TEffect : notnull
{
    private readonly IMachine<TState, TEvent, TEffect, TReply> _machine;

    /// <summary>Activates the machine on what is stored, and puts every outstanding effect into the outbox.</summary>
    public MachineCore(IMachine<TState, TEvent, TEffect, TReply> machine, TState? stored, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(machine);
        _machine = machine;
        State = machine.Activate(stored, now);
        foreach (var effect in machine.Resume(State, now)) Outbox.Add(effect);
    }

    /// <summary>The state as of the last completed batch.</summary>
    public TState State { get; private set; }

    /// <summary>Effects to be carried out.</summary>
    public EffectOutbox<TEffect> Outbox { get; } = new();

    /// <summary>When a tick is wanted next (UTC).</summary>
    public DateTimeOffset? Due => _machine.Due(State);

    /// <summary>Applies events, strictly one after the other, to a copy. Nothing is visible before <see cref="Complete"/>.</summary>
    public Commit<TState, TEffect, TReply> Prepare(IEnumerable<TEvent> events, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(events);
        var state = State;
        var persistence = Persistence.None;
        IReadOnlyList<TEffect> effects = [];
        List<TReply> replies = events.TryGetNonEnumeratedCount(out var count) ? new(count) : [];
        foreach (var @event in events)
        {
            var step = _machine.Handle(state, @event, now);
            state = step.State;
            if (step.Durable) persistence = step.Persistence;
            effects = effects.Count == 0 ? step.Effects : [.. effects, .. step.Effects];
            replies.Add(step.Reply);
        }

        return new(state, persistence, effects, replies);
    }

    /// <summary>Makes a batch visible, after it was saved where it must be.</summary>
    public void Complete(Commit<TState, TEffect, TReply> commit)
    {
        ArgumentNullException.ThrowIfNull(commit);
        State = commit.State;
        foreach (var effect in commit.Effects) Outbox.Add(effect);
    }

    /// <summary>Whether an effect is still among the outstanding ones.</summary>
    public bool Wants(TEffect effect, DateTimeOffset now) => _machine.Resume(State, now).Contains(effect);

    /// <summary>An effect was carried out and its follow-up event, if any, applied. While it is still outstanding (the answer changed nothing) it is tried again.</summary>
    public void EffectDone(TEffect effect, DateTimeOffset now)
    {
        if (Wants(effect, now)) Outbox.Failed(effect, now);
        else Outbox.Done(effect);
    }

    /// <summary>An effect failed: it is tried again with back-off while it is outstanding, else dropped.</summary>
    /// <returns>How often it has failed; 0: dropped.</returns>
    public int EffectFailed(TEffect effect, DateTimeOffset now)
    {
        if (Wants(effect, now)) return Outbox.Failed(effect, now);
        Outbox.Done(effect);
        return 0;
    }
}
