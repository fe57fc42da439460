namespace Actors.Scheduling.Hosting;

/// <summary>Effects that wait to be carried out, each once by value, with capped exponential back-off after a failure. Not thread-safe.</summary>
public sealed class EffectOutbox<TEffect>
    where TEffect : notnull
{
    private static readonly TimeSpan BaseDelay = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan MaxDelay = TimeSpan.FromSeconds(10);

    private readonly LinkedList<Entry> _waiting = [];
    private readonly Dictionary<TEffect, Entry> _entries = [];

    /// <summary>Effects that wait or are under way.</summary>
    public int Count => _entries.Count;

    /// <summary>When the next waiting effect may be taken; null: none waits.</summary>
    public DateTimeOffset? NextAt
    {
        get
        {
            DateTimeOffset? next = null;
            for (var node = _waiting.First; node is not null; node = node.Next) next = Bounds.Earliest(next, node.Value.NotBefore);
            return next;
        }
    }

    /// <summary>Adds an effect. One that waits already stays as it is; one that is under way is carried out once more afterwards.</summary>
    public void Add(TEffect effect)
    {
        if (_entries.TryGetValue(effect, out var known))
        {
            known.Again |= known.Running;
            return;
        }

        var entry = new Entry(effect);
        _entries.Add(effect, entry);
        _waiting.AddLast(entry);
    }

    /// <summary>Takes the oldest effect that may be carried out now.</summary>
    public bool TryTake(DateTimeOffset now, out TEffect effect, out int failures)
    {
        for (var node = _waiting.First; node is not null; node = node.Next)
        {
            if (node.Value.NotBefore > now) continue;
            _waiting.Remove(node);
            node.Value.Running = true;
            (effect, failures) = (node.Value.Effect, node.Value.Failures);
            return true;
        }

        (effect, failures) = (default!, 0);
        return false;
    }

    /// <summary>The effect was carried out, or is not wanted any more.</summary>
    public void Done(TEffect effect)
    {
        if (!_entries.Remove(effect, out var entry)) return;
        if (!entry.Running) _waiting.Remove(entry);
        if (entry.Again) Add(effect);
    }

    /// <summary>The effect failed and is tried again later.</summary>
    /// <returns>How often it has failed.</returns>
    public int Failed(TEffect effect, DateTimeOffset now)
    {
        if (!_entries.TryGetValue(effect, out var entry)) return 0;
        entry.Failures++;
        entry.NotBefore = now + Delay(entry.Failures);
        entry.Running = entry.Again = false;
        _waiting.AddLast(entry);
        return entry.Failures;
    }

    private static TimeSpan Delay(int failures)
    {
        var delay = BaseDelay * Math.Pow(2, Math.Min(failures - 1, 16));
        return delay < MaxDelay ? delay : MaxDelay;
    }

    private sealed class Entry(TEffect effect)
    {
        public TEffect Effect { get; } = effect;
        public DateTimeOffset NotBefore { get; set; } = DateTimeOffset.MinValue;
        public int Failures { get; set; }
        public bool Running { get; set; }
        public bool Again { get; set; }
    }
}
