using Actors.Contracts.Runtimes;

namespace Actors.Simulation.Agents;

/// <summary>An agent by its name: an engine, and whoever drives it. Most of the time that is one life; sometimes nobody, or two that do not know of each other.</summary>
public sealed class SimAgent
{
    private readonly Installation _installation;
    private readonly List<SimAgentLife> _lives = [];
    private int _count;
    private bool _startPlanned;

    public SimAgent(Installation installation, string key)
    {
        _installation = installation;
        Key = key;
        Engine = new(installation, this);
        StartWithin(0, 5);
        Supervise();
    }

    public string Key { get; }

    public SimEngine Engine { get; }

    public IReadOnlyList<SimAgentLife> Lives => _lives;

    private World World => _installation.World;

    public void Tell(WorkerObservation seen)
    {
        foreach (var life in _lives)
        {
            if (!World.Happens(Fault.NewsLost)) World.Soon(() => life.Seen(seen));
        }
    }

    /// <summary>The processes die; the engine and its workers do not notice.</summary>
    public void Die()
    {
        World.Note($"DEATH {Key}");
        foreach (var life in _lives) life.Process.Die();
        _lives.Clear();
        StartWithin(0.5, 40);
    }

    /// <summary>The newest life stands still. Another one may begin meanwhile; the old one wakes up with its old ideas, and may be ended soon after that.</summary>
    public void Pause()
    {
        if (_lives.LastOrDefault() is not { Process.IsRunning: true } life) return;
        var time = World.Between(1, 60);
        World.Note($"PAUSE {life} for {time}");
        life.Process.Pause();
        World.After(time, life.Process.GoOn);
        if (World.Chance(0.5)) return;
        World.After(World.Between(8, 20), () => { if (life.Process.IsPaused) Begin(); });
        if (World.Chance(0.5)) World.After(time + World.Between(0, 5), life.Process.Die);
    }

    /// <summary>The newest life is stopped as it should be: it is given some time.</summary>
    public void Leave()
    {
        if (_lives.LastOrDefault() is not { } life) return;
        life.Leave();
        World.After(World.Between(0, 20), () =>
        {
            life.Process.Die();
            _lives.Remove(life);
            if (_lives.Count == 0) StartWithin(0.5, 20);
        });
    }

    /// <summary>A second life begins while the first one works.</summary>
    public void Double() => Begin();

    /// <summary>A slot of the newest life forgets what it holds.</summary>
    public void LoseSlot() => _lives.LastOrDefault()?.LoseSlot();

    private void StartWithin(double from, double to)
    {
        if (_startPlanned) return;
        _startPlanned = true;
        World.After(World.Between(from, to), () =>
        {
            _startPlanned = false;
            if (_lives.Count == 0) Begin();
        });
    }

    private void Begin()
    {
        var life = new SimAgentLife(_installation, this, $"{Key} {++_count}");
        World.Note($"BEGIN {life}");
        _lives.Add(life);
        life.Begin();
    }

    /// <summary>Some process is there for the agent. One that was told that another has its place has ended for ever.</summary>
    private void Supervise()
    {
        foreach (var over in _lives.Where(life => life.IsSuperseded).ToList()) over.Process.Die();
        _lives.RemoveAll(life => !life.Process.IsAlive);
        if (_lives.Count == 0) StartWithin(0.5, 20);
        World.After(TimeSpan.FromSeconds(5), Supervise);
    }
}
