using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Actors.Contracts.Activities;
using Actors.Contracts.Identity;
using Actors.Contracts.Runtimes;

namespace Actors.Grains.Tests.Agents;

/// <summary>An engine in memory, true to <see cref="IWorkerRuntime"/>; it outlives the agents that use it.</summary>
public sealed class FakeEngine : IWorkerRuntime
{
    private readonly Lock _lock = new();
    private readonly Dictionary<AttemptId, WorkerObservation> _workers = [];
    private readonly List<Channel<WorkerObservation>> _watchers = [];

    public string Name => "fake";
    public bool Mute { get; set; }
    public Exception? StartFailure { get; set; }
    public Exception? ListFailure { get; set; }
    public int Lists { get; private set; }
    public int ListFailures { get; private set; }
    public bool IgnoresStop { get; set; }
    public EngineCapacity Capacity { get; set; } = new() { CpuMillis = 1000, MemoryBytes = 1L << 30, Note = "fake" };
    public Exception? CapacityFailure { get; set; }
    /// <summary>A started worker is pending until <see cref="Run"/>.</summary>
    public bool StartsPending { get; set; }
    /// <summary>The engine is asked to start and does not answer.</summary>
    public bool StartsNever { get; set; }
    /// <summary>A removed worker is listed until <see cref="Vanish"/>.</summary>
    public bool RemovesSlowly { get; set; }
    public int MostAtOnce { get; private set; }
    public List<WorkerSpec> Starts { get; } = [];
    public List<AttemptId> Stops { get; } = [];
    public List<AttemptId> Removes { get; } = [];

    public int Living => Read(() => _workers.Values.Count(w => w.Phase == WorkerPhase.Running));

    public bool Has(AttemptId attempt) => Read(() => _workers.ContainsKey(attempt));

    public bool IsRunning(AttemptId attempt) => Read(() => _workers.GetValueOrDefault(attempt)?.Phase == WorkerPhase.Running);

    /// <summary>The worker ends by itself.</summary>
    public void Exit(AttemptId attempt, int code, int? signal = null) => Set(Seen(attempt, WorkerPhase.Ended) with { ExitCode = code, Signal = signal });

    /// <summary>A worker that an earlier life of the agent had started.</summary>
    public void Plant(AttemptId attempt, int? exitCode = null) => Set(Seen(attempt, exitCode is null ? WorkerPhase.Running : WorkerPhase.Ended) with { ExitCode = exitCode });

    /// <summary>A pending worker runs now.</summary>
    public void Run(AttemptId attempt) => Set(Seen(attempt, WorkerPhase.Running));

    /// <summary>A worker that was removed slowly is gone.</summary>
    public void Vanish(AttemptId attempt) => Delete(attempt);

    /// <summary>Says something that makes the agent look.</summary>
    public void Nudge(AttemptId attempt) => Tell(Seen(attempt, WorkerPhase.Ended));

    /// <summary>Somebody removes the worker behind our back.</summary>
    public void Delete(AttemptId attempt)
    {
        lock (_lock)
        {
            _workers.Remove(attempt);
        }

        Tell(Seen(attempt, WorkerPhase.Gone));
    }

    public void BreakWatches()
    {
        lock (_lock)
        {
            _watchers.ForEach(w => w.Writer.TryComplete(new IOException("The watch broke.")));
            _watchers.Clear();
        }
    }

    public Task<string> GetIdentityAsync(CancellationToken cancellationToken) => Task.FromResult("fake-engine");

    public async Task<WorkerObservation> StartAsync(WorkerSpec spec, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            Starts.Add(spec);
            if (StartFailure is { } failure)
            {
                throw failure;
            }
        }

        if (StartsNever)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        }

        if (!Has(spec.Attempt))
        {
            Set(Seen(spec.Attempt, StartsPending ? WorkerPhase.Pending : WorkerPhase.Running));
        }

        return Read(() => _workers[spec.Attempt]);
    }

    public Task StopAsync(AttemptId attempt, TimeSpan grace, CancellationToken cancellationToken)
    {
        Read(() => { Stops.Add(attempt); return 0; });
        if (!IgnoresStop && IsRunning(attempt))
        {
            Exit(attempt, 143, 15);
        }

        return Task.CompletedTask;
    }

    public Task RemoveAsync(AttemptId attempt, CancellationToken cancellationToken)
    {
        Read(() => { Removes.Add(attempt); return !RemovesSlowly && _workers.Remove(attempt); });
        Tell(Seen(attempt, WorkerPhase.Gone));
        return Task.CompletedTask;
    }

    public Task<WorkerObservation?> InspectAsync(AttemptId attempt, CancellationToken cancellationToken) => Task.FromResult(Read(() => _workers.GetValueOrDefault(attempt)));

    public Task<IReadOnlyList<WorkerObservation>> ListAsync(CancellationToken cancellationToken)
    {
        if (ListFailure is { } failure)
        {
            ListFailures++;
            throw failure;
        }

        return Task.FromResult<IReadOnlyList<WorkerObservation>>(Read(() => { Lists++; return _workers.Values.ToArray(); }));
    }

    public async IAsyncEnumerable<WorkerObservation> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var mine = Channel.CreateUnbounded<WorkerObservation>();
        lock (_lock)
        {
            _watchers.Add(mine);
            foreach (var worker in _workers.Values)
            {
                mine.Writer.TryWrite(worker);
            }
        }

        await foreach (var seen in mine.Reader.ReadAllAsync(cancellationToken))
        {
            yield return seen;
        }
    }

    public Task<string> LogTailAsync(AttemptId attempt, int maxBytes, CancellationToken cancellationToken) => Task.FromResult("last words");

    public Task<EngineCapacity> GetCapacityAsync(CancellationToken cancellationToken) =>
        CapacityFailure is { } failure ? Task.FromException<EngineCapacity>(failure) : Task.FromResult(Capacity);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static WorkerObservation Seen(AttemptId attempt, WorkerPhase phase) => new() { Attempt = attempt, Worker = WorkerName.Of("test", attempt), Phase = phase };

    private void Set(WorkerObservation worker)
    {
        lock (_lock)
        {
            _workers[worker.Attempt] = worker;
            MostAtOnce = Math.Max(MostAtOnce, _workers.Count);
        }

        Tell(worker);
    }

    private void Tell(WorkerObservation worker)
    {
        lock (_lock)
        {
            if (!Mute)
            {
                _watchers.ForEach(w => w.Writer.TryWrite(worker));
            }
        }
    }

    private T Read<T>(Func<T> read)
    {
        lock (_lock)
        {
            return read();
        }
    }
}
