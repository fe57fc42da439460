using Actors.Contracts.Activities;
using Actors.Contracts.Identity;
using Actors.Contracts.Runtimes;

namespace Actors.Simulation.Agents;

/// <summary>An engine: workers by attempt, which live on whatever becomes of the agent. It is the mutex: starting a worker that exists means recognising it.</summary>
public sealed class SimEngine(Installation installation, SimAgent agent)
{
    private readonly Dictionary<AttemptId, SimWorker> _workers = [];

    /// <summary>It answers nobody; its workers do not notice.</summary>
    public bool IsAway { get; set; }

    public IReadOnlyCollection<SimWorker> Workers => _workers.Values;

    public WorkerObservation Start(AttemptId attempt)
    {
        if (!_workers.TryGetValue(attempt, out var worker)) _workers[attempt] = worker = new(installation, attempt, agent.Key, Tell);
        return worker.Observed();
    }

    public WorkerObservation? Find(AttemptId attempt) => _workers.GetValueOrDefault(attempt)?.Observed();

    public Dictionary<AttemptId, WorkerObservation> List() => _workers.Values.ToDictionary(worker => worker.Attempt, worker => worker.Observed());

    public void Stop(AttemptId attempt) => _workers.GetValueOrDefault(attempt)?.Stop();

    public void Remove(AttemptId attempt)
    {
        if (_workers.Remove(attempt, out var worker)) worker.Kill(ReasonCode.WorkerLost);
    }

    /// <summary>Every worker is gone at once; the engine remembers that they were there.</summary>
    public void Die()
    {
        foreach (var worker in _workers.Values.ToList()) worker.Kill(ReasonCode.NodeLost);
    }

    /// <summary>Somebody deletes a worker, and nothing is left of it.</summary>
    public void DeleteOne()
    {
        if (_workers.Count == 0) return;
        var attempt = _workers.Keys.ElementAt(installation.World.Dice.Next(_workers.Count));
        installation.World.Note($"DELETED {attempt}");
        Remove(attempt);
        agent.Tell(new() { Attempt = attempt, Worker = $"worker {attempt}", Phase = WorkerPhase.Gone });
    }

    private void Tell(SimWorker worker)
    {
        if (_workers.GetValueOrDefault(worker.Attempt) == worker) agent.Tell(worker.Observed());
    }
}
