using System.Collections.Immutable;
using Actors.Contracts.Activities;
using Actors.Contracts.Runtimes;

namespace Actors.Runtimes.Processes;

/// <summary>Looks at all workers of one agent, one round after the other, and says what it saw. Not for concurrent use but for <see cref="Board"/>.</summary>
internal sealed class ProcessKeeper(string agentFolder, WorkerInspector inspector, WorkerRemover remover)
{
    private const int MaxDeleted = 1000;

    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(50);

    private readonly Dictionary<string, Known> _known = [];
    private ImmutableDictionary<string, WorkerObservation> _deleted = ImmutableDictionary<string, WorkerObservation>.Empty;

    /// <summary>What was seen.</summary>
    public WorkerBoard Board { get; } = new();

    /// <summary>A worker that this runtime removes itself is nothing that somebody else deleted.</summary>
    public void Forget(string worker)
    {
        _known.Remove(worker);
        _deleted = _deleted.Remove(worker);
    }

    /// <summary>One round.</summary>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        foreach (var path in Directory.EnumerateDirectories(agentFolder, "actors-*"))
        {
            var folder = new WorkerFolder(path);
            if (_known.TryGetValue(folder.Worker, out var known) && known.Observation.Phase == WorkerPhase.Ended)
                continue;
            if (inspector.ReadOwn(folder) is not { } file || await inspector.ObserveAsync(folder, cancellationToken) is not { } observation)
                continue;
            _known[folder.Worker] = new(folder, file, folder.ReadIdentity(), observation);
            _deleted = _deleted.Remove(folder.Worker);
            if (observation.Phase == WorkerPhase.Running)
                LookAfter(folder, file);
        }

        foreach (var (worker, known) in _known.Where(pair => !pair.Value.Folder.Exists).ToList())
        {
            if (!await remover.TryCleanAsync(known.Folder.FullPath, known.Identity, known.File.Cgroups, Patience, cancellationToken))
                continue;
            _known.Remove(worker);
            if (_deleted.Count < MaxDeleted)
                _deleted = _deleted.SetItem(worker, known.Observation with { Phase = WorkerPhase.Gone, Reason = ReasonCode.Deleted, Message = "The worker's folder was deleted; its processes were ended." });
        }

        Board.Publish(_known.ToImmutableDictionary(pair => pair.Key, pair => pair.Value.Observation), _deleted);
    }

    private void LookAfter(WorkerFolder folder, WorkerFile file)
    {
        try
        {
            inspector.LookAfter(folder, file);
        }
        catch (IOException) when (!folder.Exists)
        {
            // Deleted at this moment: the end of the round sees to it.
        }
    }

    private sealed record Known(WorkerFolder Folder, WorkerFile File, ProcessIdentity? Identity, WorkerObservation Observation);
}
