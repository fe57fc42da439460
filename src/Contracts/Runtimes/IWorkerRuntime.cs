using Actors.Contracts.Identity;

namespace Actors.Contracts.Runtimes;

/// <summary>
/// An engine that workers run on. One instance serves one agent. The engine itself is the mutex: a worker's name follows from installation,
/// activity and attempt, and starting one that exists means recognising it. Every verb may be repeated.
/// </summary>
public interface IWorkerRuntime : IAsyncDisposable
{
    /// <summary>Short name: <c>process</c>, <c>docker</c> or <c>kubernetes</c>.</summary>
    string Name { get; }

    /// <summary>Identity of the engine: Docker id; cluster UID and namespace; machine and data folder. Stable over restarts.</summary>
    Task<string> GetIdentityAsync(CancellationToken cancellationToken);

    /// <summary>Starts the worker, or recognises the one that is there. Returns once the engine has taken it; what happens then comes by <see cref="WatchAsync"/>.</summary>
    /// <exception cref="WorkerStartException">The engine refused, with a reason.</exception>
    Task<WorkerObservation> StartAsync(WorkerSpec spec, CancellationToken cancellationToken);

    /// <summary>Asks the worker to end: SIGTERM now, SIGKILL after <paramref name="grace"/>. Returns at once; a worker that is not there is no error.</summary>
    Task StopAsync(AttemptId attempt, TimeSpan grace, CancellationToken cancellationToken);

    /// <summary>Removes the worker and all that belongs to it, killing what still runs. A worker that is not there is no error.</summary>
    Task RemoveAsync(AttemptId attempt, CancellationToken cancellationToken);

    /// <summary>Looks at one worker; null when there is none.</summary>
    Task<WorkerObservation?> InspectAsync(AttemptId attempt, CancellationToken cancellationToken);

    /// <summary>All workers of this agent and installation.</summary>
    Task<IReadOnlyList<WorkerObservation>> ListAsync(CancellationToken cancellationToken);

    /// <summary>One stream of changes for all workers of this agent; starts with what is there. Ends only by cancellation.</summary>
    IAsyncEnumerable<WorkerObservation> WatchAsync(CancellationToken cancellationToken);

    /// <summary>The end of what the worker printed on its own output, at most <paramref name="maxBytes"/> bytes; empty when there is nothing.</summary>
    Task<string> LogTailAsync(AttemptId attempt, int maxBytes, CancellationToken cancellationToken);

    /// <summary>What the engine can give and what is used.</summary>
    Task<EngineCapacity> GetCapacityAsync(CancellationToken cancellationToken);
}
