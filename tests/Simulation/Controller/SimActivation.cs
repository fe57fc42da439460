using System.Runtime.InteropServices;
using Actors.Scheduling.Hosting;

namespace Actors.Simulation.Controller;

/// <summary>One activation: the real machine on the real core of the host loop, stepped by hand. Its memory may be lost between any two steps.</summary>
public sealed class SimActivation<TState, TEvent, TEffect, TReply>
    where TState : class
    where TEvent : class
    where TEffect : class
    where TReply : class
{
    private readonly SimActor<TState, TEvent, TEffect, TReply> _actor;
    private readonly MachineCore<TState, TEvent, TEffect, TReply> _core;
    private readonly Queue<(TEvent Event, Action<TReply?> Reply)> _mailbox = new();
    private readonly Action _turn;
    private readonly Action _pump;
    private int _version;
    private bool _lost;
    private bool _saving;
    private bool _turnPlanned;
    private DateTimeOffset? _pumpPlanned;
    private DateTimeOffset? _tickPlanned;

    public SimActivation(SimActor<TState, TEvent, TEffect, TReply> actor, SimProcess silo)
    {
        (_actor, Silo, _version, _turn, _pump) = (actor, silo, actor.Version, Turn, Pump);
        _core = new(actor.Machine, actor.Load(), World.Now);
        PlanPump(World.Now);
        PlanTick();
    }

    public SimProcess Silo { get; }

    public bool IsAlive => !_lost && Silo.IsAlive;

    public TState State => _core.State;

    /// <summary>What its surroundings keep with it, and lose with it.</summary>
    public object? Attachment { get; set; }

    private World World => _actor.Cluster.World;

    public void Receive(TEvent @event, Action<TReply?> reply)
    {
        _mailbox.Enqueue((@event, reply));
        PlanTurn();
    }

    /// <summary>Everything that it knew is gone; who waits for an answer gets none.</summary>
    public void Lose()
    {
        World.Note($"CRASH {_actor.Name}");
        _lost = true;
        _mailbox.Clear();
    }

    private void PlanTurn()
    {
        if (_turnPlanned || _saving) return;
        _turnPlanned = true;
        World.Soon(_turn);
    }

    private void Turn()
    {
        if (!IsAlive || Silo.Defers(_turn)) return;
        _turnPlanned = false;
        if (_mailbox.Count == 0) return;
        var size = Math.Min(1 + World.Dice.Next(3), _mailbox.Count);
        var batch = new (TEvent Event, Action<TReply?> Reply)[size];
        for (var i = 0; i < size; i++) batch[i] = _mailbox.Dequeue();
        _actor.Machine.Steps.Clear();
        var commit = _core.Prepare(Array.ConvertAll(batch, item => item.Event), World.Now);
        if (Crashes()) return;
        if (commit.Persistence == Persistence.None)
        {
            Observe(CollectionsMarshal.AsSpan(_actor.Machine.Steps));
            Complete(batch, commit);
        }
        else
        {
            Save(batch, commit);
        }
    }

    private void Save((TEvent Event, Action<TReply?> Reply)[] batch, Commit<TState, TEffect, TReply> commit)
    {
        _saving = true;
        var steps = _actor.Machine.Steps.ToArray();
        var state = commit.Persistence == Persistence.Save ? commit.State : null;
        // Under way it is nobody's: it arrives whether its writer lives or not.
        var late = World.Happens(Fault.WriteLate);
        World.After(late ? World.Between(0.1, 8) : World.Between(0, 0.01), () =>
        {
            var unknown = World.Happens(Fault.WriteUnknown);
            var stored = !(unknown && World.Chance(0.5)) && _actor.Write(_version, state);
            if (stored) Observe(steps);
            _version++;
            if (World.Chance(0.7)) Answered();
            else World.Soon(Answered);

            void Answered()
            {
                if (IsAlive) Silo.Run(() => Stored(stored && !unknown, batch, commit));
            }
        });
        if (late) Lose();
    }

    private void Stored(bool stored, (TEvent Event, Action<TReply?> Reply)[] batch, Commit<TState, TEffect, TReply> commit)
    {
        if (!IsAlive) return;
        _saving = false;
        if (!stored)
        {
            // As the host loop does it: nobody knows what is stored, so this activation ends and the next one loads.
            World.Note($"POISON {_actor.Name}");
            _lost = true;
            foreach (var (_, reply) in batch.Concat(_mailbox)) reply(null);
            _mailbox.Clear();
            return;
        }

        if (!Crashes()) Complete(batch, commit);
    }

    private void Complete((TEvent Event, Action<TReply?> Reply)[] batch, Commit<TState, TEffect, TReply> commit)
    {
        _core.Complete(commit);
        for (var i = 0; i < batch.Length; i++) batch[i].Reply(commit.Replies[i]);
        if (Crashes()) return;
        if (_mailbox.Count > 0) PlanTurn();
        PlanPump(World.Now);
        PlanTick();
    }

    private void Observe(ReadOnlySpan<(TEvent Event, TState Before, TState After, TReply Reply)> steps)
    {
        if (_actor.Observe is not { } observe) return;
        foreach (var (@event, before, after, reply) in steps) observe(this, @event, before, after, reply);
    }

    private void PlanPump(DateTimeOffset at)
    {
        if (_core.Outbox.Count == 0 || _pumpPlanned <= at) return;
        _pumpPlanned = at;
        if (at <= World.Now) World.Soon(_pump);
        else World.After(at - World.Now, _pump);
    }

    private void Pump()
    {
        if (!IsAlive || Silo.Defers(_pump)) return;
        _pumpPlanned = null;
        if (!_core.Outbox.TryTake(World.Now, out var effect, out var failures))
        {
            if (_core.Outbox.NextAt is { } next) PlanPump(next);
            return;
        }

        if (Crashes()) return;
        if (failures > 0 && !_core.Wants(effect, World.Now)) _core.Outbox.Done(effect);
        else _actor.Effects(this, effect, follow => Silo.Run(() => Done(effect, follow)), () => Silo.Run(() => Failed(effect)));
        if (!Crashes()) PlanPump(World.Now);
    }

    private void Done(TEffect effect, TEvent? follow)
    {
        if (!IsAlive) return;
        if (follow is null) EffectDone(effect);
        else Receive(follow, reply => { if (reply is not null) EffectDone(effect); });
    }

    private void EffectDone(TEffect effect)
    {
        _core.EffectDone(effect, World.Now);
        if (_core.Outbox.NextAt is { } next) PlanPump(next);
    }

    private void Failed(TEffect effect)
    {
        if (!IsAlive) return;
        _core.EffectFailed(effect, World.Now);
        if (_core.Outbox.NextAt is { } next) PlanPump(next);
    }

    private bool Crashes()
    {
        if (!World.Happens(Fault.ActorCrashes)) return false;
        Lose();
        return true;
    }

    private void PlanTick()
    {
        if (_core.Due is not { } due || _tickPlanned <= due) return;
        _tickPlanned = due;
        var delay = due - World.Now;
        World.After(delay > TimeSpan.Zero ? delay : TimeSpan.FromMilliseconds(20), () => Tick(due));
    }

    private void Tick(DateTimeOffset due)
    {
        if (!IsAlive || _tickPlanned != due || Silo.Defers(() => Tick(due))) return;
        _tickPlanned = null;
        if (_core.Due is { } now && now <= World.Now) Receive(_actor.Tick, _ => { });
        else PlanTick();
    }
}
