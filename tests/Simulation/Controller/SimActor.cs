using Actors.Scheduling.Hosting;

namespace Actors.Simulation.Controller;

/// <summary>A grain: what is stored of it, and its activations: one that is found, and perhaps one on a silo that stood still and does not know yet that it was replaced.</summary>
public sealed class SimActor<TState, TEvent, TEffect, TReply>(
    SimCluster cluster, string name, IMachine<TState, TEvent, TEffect, TReply> machine, TEvent tick, Func<TState, TState> durable, bool json)
    where TState : class
    where TEvent : class
    where TEffect : class
    where TReply : class
{
    /// <summary>How many of the calls go to an activation that was replaced, while it lives: those that its own silo was asked to pass on.</summary>
    private const double Misled = 0.3;

    private SimActivation<TState, TEvent, TEffect, TReply>? _current;
    private SimActivation<TState, TEvent, TEffect, TReply>? _replaced;
    private byte[]? _json;

    /// <summary>Carries an effect out: calls done with the follow-up event, or failed.</summary>
    public required Action<SimActivation<TState, TEvent, TEffect, TReply>, TEffect, Action<TEvent?>, Action> Effects { get; init; }

    /// <summary>Sees each event with the states before and after, once that is stored where it must be.</summary>
    public Action<SimActivation<TState, TEvent, TEffect, TReply>, TEvent, TState, TState, TReply>? Observe
    {
        get;
        init => Machine.IsObserved = (field = value) is not null;
    }

    /// <summary>Sees what was stored before, and what is now.</summary>
    public Action<TState?, TState?>? Saved { get; init; }

    public string Name => name;

    public SimCluster Cluster => cluster;

    public TEvent Tick => tick;

    public SimRecorder<TState, TEvent, TEffect, TReply> Machine { get; } = new(machine);

    /// <summary>What is stored: without anything volatile.</summary>
    public TState? Stored { get; private set; }

    /// <summary>Counts writes; a write names the one that it follows.</summary>
    public int Version { get; private set; }

    /// <summary>The state in memory; null while not active.</summary>
    public TState? Live => Current?.State;

    /// <summary>Whether an activation lives that was replaced.</summary>
    public bool HasReplaced => _replaced is { IsAlive: true };

    private SimActivation<TState, TEvent, TEffect, TReply>? Current
    {
        get
        {
            if (_current is null) return null;
            if (_current.IsAlive && !_current.Silo.IsEvicted) return _current;
            if (_current.IsAlive) _replaced = _current;
            return _current = null;
        }
    }

    /// <summary>Finds or makes the activation; null: there is none, since there is no silo or no database.</summary>
    public SimActivation<TState, TEvent, TEffect, TReply>? Route()
    {
        var current = Current;
        if (_replaced is { IsAlive: true, Silo.IsPaused: false } && cluster.World.Chance(Misled)) return _replaced;
        if (current is not null) return current;
        if (cluster.Database.IsAway || cluster.Place() is not { } silo) return null;
        if (!Claim()) return null;
        return _current = new(this, silo);
    }

    public void Receive(TEvent @event, Action<TReply?> reply)
    {
        if (Route() is { } activation) activation.Receive(@event, reply);
        else reply(null);
    }

    /// <summary>A request over the transport.</summary>
    public void Call(TEvent @event, Action<TReply> answered, Action failed) => cluster.World.Call(reply => Receive(@event, reply), answered, failed);

    /// <summary>Makes its activation lose its memory.</summary>
    public void LoseMemory() => Current?.Lose();

    /// <summary>What the host loop does before an activation begins.</summary>
    private bool Claim()
    {
        if (Stored is null || !Machine.Claims(Stored)) return true;
        var unknown = cluster.World.Happens(Fault.WriteUnknown);
        if (!unknown || cluster.World.Chance(0.5)) Version++;
        return !unknown;
    }

    /// <summary>What an activation begins with: what is stored, read again from JSON where this installation writes it.</summary>
    public TState? Load() => _json is null ? Stored : Durable.OfJson<TState>(_json);

    /// <summary>A write of the writer's turn arrives at the store. False: it was refused or got nowhere.</summary>
    public bool Write(int after, TState? state)
    {
        if (cluster.Database.IsAway || Version != after) return false;
        var before = Stored;
        Stored = state is null ? null : durable(state);
        _json = state is null || !json ? null : Durable.Json(state);
        Version++;
        Saved?.Invoke(before, Stored);
        return true;
    }
}
