namespace Actors.Simulation.Schedule;

/// <summary>A silo: it may die, or stand still and go on later with what it had begun.</summary>
public sealed class SimProcess(World world)
{
    private readonly List<Action> _deferred = [];

    public bool IsAlive { get; private set; } = true;

    public bool IsPaused { get; private set; }

    /// <summary>The others hold it for dead: nothing new is given to it.</summary>
    public bool IsEvicted { get; set; }

    public bool IsRunning => IsAlive && !IsPaused;

    /// <summary>Acts now, or when the process goes on; never when it is dead.</summary>
    public void Run(Action action)
    {
        if (IsRunning) action();
        else if (IsAlive) _deferred.Add(action);
    }

    /// <summary>Whether an action has to wait until the process goes on, which is arranged, or for ever.</summary>
    public bool Defers(Action action)
    {
        if (IsRunning) return false;
        if (IsAlive) _deferred.Add(action);
        return true;
    }

    public void Pause() => IsPaused = true;

    public void GoOn()
    {
        if (!IsAlive || !IsPaused) return;
        IsPaused = false;
        var waiting = _deferred.ToList();
        _deferred.Clear();
        foreach (var action in waiting) world.Soon(() => Run(action));
    }

    public void Die()
    {
        IsAlive = false;
        _deferred.Clear();
    }
}
