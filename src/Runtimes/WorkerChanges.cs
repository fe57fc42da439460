using Actors.Contracts.Runtimes;

namespace Actors.Runtimes;

/// <summary>What one listener has not been told of yet.</summary>
internal sealed class WorkerChanges
{
    private readonly Dictionary<string, WorkerObservation> _told = [];

    /// <summary>What is new in a view, and counts as told from now on: what is there first, then what is gone.</summary>
    public IReadOnlyList<WorkerObservation> Take(WorkerView view)
    {
        var there = view.Workers.Where(pair => !_told.TryGetValue(pair.Key, out var last) || last != pair.Value).Select(pair => pair.Value).ToList();
        var gone = _told.Where(pair => !view.Workers.ContainsKey(pair.Key)).Select(pair => view.Deleted.GetValueOrDefault(pair.Key) ?? pair.Value with { Phase = WorkerPhase.Gone }).ToList();
        foreach (var worker in there)
            _told[worker.Worker] = worker;
        foreach (var worker in gone)
            _told.Remove(worker.Worker);
        return [.. there, .. gone];
    }
}
