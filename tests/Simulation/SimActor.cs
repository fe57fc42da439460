using System.Text.Json;
using Actors.Scheduling.Hosting;

namespace Actors.Simulation;

/// <summary>A grain: the real machine on the real core of the host loop, with a disk that survives and a memory that may be lost between any two steps.</summary>
public sealed class SimActor<TState, TEvent, TEffect, TReply>(World world, string name, IMachine<TState, TEvent, TEffect, TReply> machine, TEvent tick)
    where TState : class
    where TEvent : class
    where TEffect : class
{
    private const double Crash = 0.002;

    private readonly Queue<(TEvent Event, Action<TReply> Reply)> _mailbox = new();
    private MachineCore<TState, TEvent, TEffect, TReply>? _core;
    private TState? _stored;
    private bool _turnPlanned;
    private bool _pumpPlanned;
    private DateTimeOffset? _tickPlanned;

    /// <summary>Carries an effect out: calls done with the follow-up event, or failed.</summary>
    public required Action<TEffect, Action<TEvent?>, Action> Effects { get; init; }

    /// <summary>Sees each event with the stored states before and after, when it is applied.</summary>
    public Action<TEvent, TState, TState, TReply>? Observe { get; init; }

    /// <summary>Sees a state that was saved.</summary>
    public Action<TState?>? Saved { get; init; }

    /// <summary>Told when the memory is lost.</summary>
    public Action? Crashed { get; init; }

    public string? Disk
    {
        get;
        private set => (field, _stored) = (value, null);
    }

    public int Incarnation { get; private set; }

    /// <summary>The stored state, as the next activation would read it.</summary>
    public TState? Stored => Disk is null ? null : _stored ??= JsonSerializer.Deserialize<TState>(Disk);

    /// <summary>The state in memory; null while not active.</summary>
    public TState? Live => _core?.State;

    public void Receive(TEvent @event, Action<TReply> reply)
    {
        _mailbox.Enqueue((@event, reply));
        PlanTurn();
    }

    /// <summary>A request over the transport.</summary>
    public void Call(TEvent @event, Action<TReply> answered, Action failed) => world.Call<TReply>(reply => Receive(@event, reply), answered, failed);

    /// <summary>Activates it if it is not active: what a supervisor does.</summary>
    public void Touch() => Activate();

    public void LoseMemory()
    {
        if (_core is null && _mailbox.Count == 0) return;
        world.Note($"CRASH {name}");
        _core = null;
        _mailbox.Clear();
        Incarnation++;
        _tickPlanned = null;
        Crashed?.Invoke();
    }

    private MachineCore<TState, TEvent, TEffect, TReply> Activate()
    {
        if (_core is not null) return _core;
        _core = new(machine, Stored, world.Now);
        PlanPump();
        PlanTick();
        return _core;
    }

    private void PlanTurn()
    {
        if (_turnPlanned) return;
        _turnPlanned = true;
        world.Soon(Turn);
    }

    private void Turn()
    {
        _turnPlanned = false;
        if (_mailbox.Count == 0) return;
        var core = Activate();
        var batch = new List<(TEvent Event, Action<TReply> Reply)>();
        var size = world.Random.Next(1, 4);
        while (batch.Count < size && _mailbox.TryDequeue(out var item)) batch.Add(item);
        if (_mailbox.Count > 0) PlanTurn();
        var before = core.State;
        var commit = core.Prepare(batch.Select(item => item.Event), world.Now);
        if (world.Fault(Crash)) { LoseMemory(); return; }
        if (commit.Persistence == Persistence.Save) Disk = JsonSerializer.Serialize(commit.State);
        if (commit.Persistence == Persistence.Clear) Disk = null;
        Check(batch.Select(item => item.Event), before);
        if (commit.Persistence != Persistence.None) Saved?.Invoke(Stored);
        if (world.Fault(Crash)) { LoseMemory(); return; }
        core.Complete(commit);
        for (var i = 0; i < batch.Count; i++) batch[i].Reply(commit.Replies[i]);
        if (world.Fault(Crash)) { LoseMemory(); return; }
        PlanPump();
        PlanTick();
    }

    private void Check(IEnumerable<TEvent> events, TState state)
    {
        foreach (var @event in events)
        {
            var step = machine.Handle(state, @event, world.Now);
            Observe?.Invoke(@event, state, step.State, step.Reply);
            state = step.State;
        }
    }

    private void PlanPump()
    {
        if (_pumpPlanned) return;
        _pumpPlanned = true;
        world.Soon(Pump);
    }

    private void Pump()
    {
        _pumpPlanned = false;
        if (_core is not { } core || !core.Outbox.TryTake(world.Now, out var effect, out var failures))
        {
            if (_core?.Outbox.NextAt is { } next && !_pumpPlanned)
            {
                _pumpPlanned = true;
                world.After(next - world.Now, Pump);
            }

            return;
        }

        if (world.Fault(Crash)) { LoseMemory(); return; }
        if (failures > 0 && !core.Wants(effect, world.Now)) core.Outbox.Done(effect);
        else Effects(effect, follow => Done(core, effect, follow), () => Failed(core, effect));
        if (world.Fault(Crash)) { LoseMemory(); return; }
        PlanPump();
    }

    private void Done(MachineCore<TState, TEvent, TEffect, TReply> core, TEffect effect, TEvent? follow)
    {
        if (!ReferenceEquals(core, _core)) return;
        if (follow is null) { core.EffectDone(effect, world.Now); PlanPump(); return; }
        Receive(follow, _ => { core.EffectDone(effect, world.Now); PlanPump(); });
    }

    private void Failed(MachineCore<TState, TEvent, TEffect, TReply> core, TEffect effect)
    {
        if (!ReferenceEquals(core, _core)) return;
        core.EffectFailed(effect, world.Now);
        PlanPump();
    }

    private void PlanTick()
    {
        if (_core?.Due is not { } due || _tickPlanned <= due) return;
        _tickPlanned = due;
        var incarnation = Incarnation;
        var delay = due - world.Now;
        world.After(delay > TimeSpan.Zero ? delay : TimeSpan.FromMilliseconds(20), () =>
        {
            if (incarnation != Incarnation || _tickPlanned != due) return;
            _tickPlanned = null;
            if (_core?.Due is { } now && now <= world.Now) Receive(tick, _ => { });
            else PlanTick();
        });
    }
}
