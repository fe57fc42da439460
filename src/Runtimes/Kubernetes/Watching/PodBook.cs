using System.Collections.Immutable;
using Actors.Runtimes.Kubernetes.Pods;
using k8s.Models;

namespace Actors.Runtimes.Kubernetes.Watching;

/// <summary>What is known of the agent's pods: written by lists, watches and the answers of calls, which may come in any order.</summary>
internal sealed class PodBook(PodOwner owner, TimeProvider time)
{
    private const int MostVanished = 1000;

    private readonly Lock _lock = new();
    private readonly long _origin = time.GetTimestamp();
    private ImmutableDictionary<string, PodEntry> _entries = ImmutableDictionary<string, PodEntry>.Empty;
    private ImmutableList<PodState> _vanished = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _written;

    /// <summary>The time of <see cref="PodTimes"/>.</summary>
    public TimeSpan Now => time.GetElapsedTime(_origin);

    /// <summary>Completes with the next change.</summary>
    public Task Changed
    {
        get
        {
            lock (_lock)
                return _changed.Task;
        }
    }

    /// <summary>Number of the last writing; to be asked before a list is asked for.</summary>
    public long Written
    {
        get
        {
            lock (_lock)
                return _written;
        }
    }

    /// <summary>The pods, by name.</summary>
    public ImmutableDictionary<string, PodEntry> Entries
    {
        get
        {
            lock (_lock)
                return _entries;
        }
    }

    /// <summary>The pod of this name; null when none is known.</summary>
    public PodState? Find(string name) => Entries.GetValueOrDefault(name)?.State;

    /// <summary>The pod is as it is here, unless something newer is known. Null when it is none of the agent's.</summary>
    public PodState? Write(V1Pod pod)
    {
        lock (_lock)
            return WriteLocked(pod);
    }

    /// <summary>The pod is gone, and this was its last state.</summary>
    public void Vanish(V1Pod pod)
    {
        lock (_lock)
        {
            if (PodState.Of(pod, owner) is { } state && _entries.TryGetValue(state.Name, out var known) && known.State.Uid == state.Uid)
                VanishLocked(state);
        }
    }

    /// <summary>These are all pods of a namespace, as they were after the writing of number <paramref name="asOf"/>.</summary>
    public void Replace(string @namespace, IReadOnlyList<V1Pod> pods, long asOf)
    {
        lock (_lock)
        {
            var there = pods.Select(WriteLocked).OfType<PodState>().Select(state => state.Uid).ToHashSet(StringComparer.Ordinal);
            foreach (var entry in _entries.Values.Where(entry => entry.State.Namespace == @namespace && entry.Written <= asOf && !there.Contains(entry.State.Uid)))
                VanishLocked(entry.State);
        }
    }

    /// <summary>The pod is gone as this runtime wanted: nobody is told.</summary>
    public void Forget(string name, string uid)
    {
        lock (_lock)
        {
            _vanished = _vanished.RemoveAll(state => state.Uid == uid);
            if (!_entries.TryGetValue(name, out var known) || known.State.Uid != uid)
                return;
            _entries = _entries.Remove(name);
            PulseLocked();
        }
    }

    /// <summary>Takes what vanished since the last time.</summary>
    public IReadOnlyList<PodState> TakeVanished()
    {
        lock (_lock)
        {
            var taken = _vanished;
            _vanished = [];
            return taken;
        }
    }

    private PodState? WriteLocked(V1Pod pod)
    {
        if (PodState.Of(pod, owner) is not { } state)
            return null;
        _entries.TryGetValue(state.Name, out var known);
        if (known?.State.Uid == state.Uid && known.State.Version >= state.Version && state.Version > 0)
            return known.State;
        _entries = _entries.SetItem(state.Name, new(state, PodTimes.Of(known?.State.Uid == state.Uid ? known.Times : null, state, Now), ++_written));
        PulseLocked();
        return state;
    }

    private void VanishLocked(PodState state)
    {
        _entries = _entries.Remove(state.Name);
        if (_vanished.Count < MostVanished)
            _vanished = _vanished.Add(state);
        PulseLocked();
    }

    private void PulseLocked()
    {
        var passed = _changed;
        _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        passed.SetResult();
    }
}
