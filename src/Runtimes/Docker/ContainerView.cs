using System.Collections.Immutable;
using Actors.Contracts.Activities;
using Actors.Contracts.Runtimes;

namespace Actors.Runtimes.Docker;

/// <summary>
/// What an agent knows of its containers. Answers of the engine may overtake each other: each is taken with the turn at which it was asked for, and
/// what was learnt later is not undone by it.
/// </summary>
internal sealed class ContainerView
{
    private const int MaxKept = 1000;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Entry> _entries = [];
    private readonly HashSet<string> _removing = [];
    private readonly Dictionary<string, long> _removed = [];
    private readonly Queue<string> _removedOrder = [];
    private volatile ImmutableDictionary<string, SeenContainer> _containers = ImmutableDictionary<string, SeenContainer>.Empty;
    private long _turn;

    /// <summary>The containers that are there, by name.</summary>
    public ImmutableDictionary<string, SeenContainer> Containers => _containers;

    /// <summary>What is said of them.</summary>
    public WorkerBoard Board { get; } = new();

    /// <summary>The turn of a question that is about to be asked.</summary>
    public long Ask()
    {
        lock (_gate)
            return ++_turn;
    }

    /// <summary>A container was seen.</summary>
    public void Saw(SeenContainer container, long turn)
    {
        lock (_gate)
        {
            var name = container.Name;
            if (_removing.Contains(name) || _removed.GetValueOrDefault(name) > turn || (_entries.TryGetValue(name, out var known) && known.Turn > turn))
                return;
            _entries[name] = new(container, turn);
            Publish(Board.View.Deleted.Remove(name));
        }
    }

    /// <summary>There was no such container.</summary>
    /// <returns>Whether it was known and this agent does not remove it, so that somebody else did.</returns>
    public bool Misses(string name, long turn)
    {
        lock (_gate)
            return !_removing.Contains(name) && _entries.TryGetValue(name, out var known) && known.Turn < turn;
    }

    /// <summary>Tells that somebody else has removed a container.</summary>
    public void Deleted(string name, long turn)
    {
        lock (_gate)
        {
            if (_removing.Contains(name) || !_entries.TryGetValue(name, out var known) || known.Turn > turn)
                return;
            _entries.Remove(name);
            var gone = known.Container.Observation with { Phase = WorkerPhase.Gone, Reason = ReasonCode.Deleted, ExitCode = null, Signal = null, Message = "The container was removed by somebody else." };
            Publish(Board.View.Deleted is { Count: < MaxKept } deleted ? deleted.SetItem(name, gone) : Board.View.Deleted);
        }
    }

    /// <summary>This agent begins to remove a container: until it is done, nothing that is seen of it counts.</summary>
    public void Removing(string name)
    {
        lock (_gate)
            _removing.Add(name);
    }

    /// <summary>This agent is done with removing a container.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="gone">Whether it succeeded.</param>
    public void Removed(string name, bool gone)
    {
        lock (_gate)
        {
            _removing.Remove(name);
            if (!gone)
                return;
            if (!_removed.ContainsKey(name))
                _removedOrder.Enqueue(name);
            _removed[name] = ++_turn;
            if (_removedOrder.Count > MaxKept)
                _removed.Remove(_removedOrder.Dequeue());
            _entries.Remove(name);
            Publish(Board.View.Deleted.Remove(name));
        }
    }

    private void Publish(ImmutableDictionary<string, WorkerObservation> deleted)
    {
        _containers = _entries.ToImmutableDictionary(pair => pair.Key, pair => pair.Value.Container);
        Board.Publish(_entries.ToImmutableDictionary(pair => pair.Key, pair => pair.Value.Container.Observation), deleted);
    }

    private sealed record Entry(SeenContainer Container, long Turn);
}
