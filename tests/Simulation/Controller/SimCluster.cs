namespace Actors.Simulation.Controller;

/// <summary>The controller's silos, which come back after they died, and are held for dead by the others when they stand still for long.</summary>
public sealed class SimCluster
{
    private readonly SimProcess[] _silos;

    public SimCluster(World world, int silos)
    {
        World = world;
        _silos = [.. Enumerable.Range(0, silos).Select(_ => new SimProcess(world))];
    }

    public World World { get; }

    public SimDatabase Database { get; } = new();

    /// <summary>Whether nobody stands still: who asks gets an answer.</summary>
    public bool Answers => !Database.IsAway && Array.TrueForAll(_silos, silo => silo.IsRunning);

    /// <summary>Where an actor is activated; null: there is no silo.</summary>
    public SimProcess? Place()
    {
        var first = World.Dice.Next(_silos.Length);
        for (var i = 0; i < _silos.Length; i++)
        {
            var silo = _silos[(first + i) % _silos.Length];
            if (silo is { IsAlive: true, IsEvicted: false }) return silo;
        }

        return null;
    }

    public void KillOne() => Kill(World.Dice.Next(_silos.Length));

    public void KillAll()
    {
        for (var i = 0; i < _silos.Length; i++) Kill(i);
    }

    /// <summary>A silo stands still. When that takes long, the others do without it; it wakes up, goes on for a moment with its old ideas, hears that it is held for dead, and ends itself.</summary>
    public void PauseOne()
    {
        var number = World.Dice.Next(_silos.Length);
        var silo = _silos[number];
        if (!silo.IsRunning || silo.IsEvicted) return;
        var time = World.Between(1, 60);
        var noticed = World.Between(2, 20);
        World.Note($"PAUSE silo {number} for {time}");
        silo.Pause();
        if (_silos.Length > 1 && noticed < time)
        {
            World.After(noticed, () => Evict(number, silo));
            World.After(time + World.Between(0, 5), () => { if (silo.IsEvicted) silo.Die(); });
        }

        World.After(time, silo.GoOn);
    }

    private void Evict(int number, SimProcess silo)
    {
        if (!silo.IsAlive || !Array.Exists(_silos, other => other != silo && other.IsRunning)) return;
        World.Note($"EVICTED silo {number}");
        silo.IsEvicted = true;
        World.After(World.Between(0.5, 20), () => { if (_silos[number] == silo) _silos[number] = new(World); });
    }

    private void Kill(int number)
    {
        var silo = _silos[number];
        if (!silo.IsAlive) return;
        World.Note($"DEATH silo {number}");
        silo.Die();
        World.After(World.Between(0.5, 20), () => { if (_silos[number] == silo) _silos[number] = new(World); });
    }
}
