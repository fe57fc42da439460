using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Actors.Contracts.Runtimes;

namespace Actors.Runtimes;

/// <summary>Where a runtime says what it knows of its workers, and many listen. One at a time may publish.</summary>
internal sealed class WorkerBoard
{
    private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile WorkerView _view;

    /// <summary>A board without workers.</summary>
    public WorkerBoard() => _view = new(ImmutableDictionary<string, WorkerObservation>.Empty, ImmutableDictionary<string, WorkerObservation>.Empty, _next.Task);

    /// <summary>What was said last.</summary>
    public WorkerView View => _view;

    /// <summary>Says what is known; the same as before wakes nobody.</summary>
    /// <param name="workers">The workers that are there, by name.</param>
    /// <param name="deleted">Workers that somebody else removed: the last view's, with what was added or taken away.</param>
    public void Publish(ImmutableDictionary<string, WorkerObservation> workers, ImmutableDictionary<string, WorkerObservation> deleted)
    {
        if (ReferenceEquals(_view.Deleted, deleted) && _view.Workers.Count == workers.Count
            && workers.All(pair => _view.Workers.TryGetValue(pair.Key, out var old) && old == pair.Value))
            return;
        var passed = _next;
        _next = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _view = new(workers, deleted, _next.Task);
        passed.SetResult();
    }

    /// <summary>The workers that are there, and every change from then on. Of changes in quick succession only the last may be told. Ends by cancellation.</summary>
    public async IAsyncEnumerable<WorkerObservation> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var changes = new WorkerChanges();
        while (true)
        {
            var view = _view;
            foreach (var worker in changes.Take(view))
                yield return worker;
            await view.Next.WaitAsync(cancellationToken);
        }
    }
}
