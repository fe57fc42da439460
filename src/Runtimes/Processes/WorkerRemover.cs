using Actors.Runtimes.Cgroups;

namespace Actors.Runtimes.Processes;

/// <summary>Removes workers with all that belongs to them, and what an interrupted start or removal left behind.</summary>
internal sealed class WorkerRemover(string agentFolder, WorkerInspector inspector, ProcessReaper reaper, ICgroups cgroups, TimeProvider time)
{
    private const string GonePrefix = ".gone-";
    // Length of "-" and a GUID without dashes.
    private const int SuffixLength = 33;
    private const int Tries = 100;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Removes a worker of ours, and what an earlier try left of it; false when there is none.</summary>
    /// <exception cref="TimeoutException">Processes of it do not end.</exception>
    public async Task<bool> RemoveAsync(WorkerFolder folder, CancellationToken cancellationToken)
    {
        var removed = SetAside(folder);
        foreach (var path in Directory.GetDirectories(agentFolder, $"{GonePrefix}{folder.Worker}-*"))
            await FinishAsync(new WorkerFolder(path), cancellationToken);
        return removed;
    }

    private bool SetAside(WorkerFolder folder)
    {
        if (inspector.ReadOwn(folder) is null)
            return false;
        // From here on no supervisor can start in it, and no other call finds it.
        return folder.TryMove(Path.Combine(agentFolder, $"{GonePrefix}{folder.Worker}-{Guid.NewGuid():N}"));
    }

    /// <summary>Ends what is left of a worker whose folder is gone.</summary>
    /// <returns>False when some of its processes have not ended in time.</returns>
    public async Task<bool> TryCleanAsync(string folder, ProcessIdentity? supervisor, IReadOnlyList<string> groups, TimeSpan patience, CancellationToken cancellationToken)
    {
        if (!await reaper.TryKillAsync(folder, supervisor, groups, false, patience, cancellationToken))
            return false;
        await RemoveGroupsAsync(groups, cancellationToken);
        inspector.Forget(Path.GetFileName(folder));
        return true;
    }

    /// <summary>Collects leftovers; returns how many there were.</summary>
    public async Task<int> CollectAsync(CancellationToken cancellationToken)
    {
        var collected = 0;
        foreach (var path in Directory.EnumerateDirectories(agentFolder, $"{GonePrefix}*"))
        {
            collected++;
            await FinishAsync(new WorkerFolder(path), cancellationToken);
        }

        foreach (var path in Directory.EnumerateDirectories(agentFolder, $"{DraftFolder.Prefix}*").Where(path => DraftFolder.IsLeftOver(path, time.GetUtcNow())))
        {
            collected++;
            FolderTree.Delete(path);
        }

        foreach (var path in ProcessReaper.FoldersInUse(agentFolder).Where(path => !Directory.Exists(path)))
        {
            collected++;
            await CleanAsync(path, null, cgroups.FoldersOf(Path.GetFileName(path)), cancellationToken);
        }

        foreach (var group in cgroups.Parents.Where(Directory.Exists).SelectMany(Directory.GetDirectories).Where(group => !IsNeeded(group)))
        {
            collected++;
            CgroupFiles.Remove([group]);
        }

        return collected;
    }

    // The kernel lets go of a group a moment after its last process.
    private async Task RemoveGroupsAsync(IReadOnlyList<string> groups, CancellationToken cancellationToken)
    {
        for (var left = Tries; ; left--)
        {
            try
            {
                CgroupFiles.Remove(groups);
                return;
            }
            catch (IOException) when (left > 0)
            {
                await Task.Delay(Pause, time, cancellationToken);
            }
        }
    }

    private async Task CleanAsync(string folder, ProcessIdentity? supervisor, IReadOnlyList<string> groups, CancellationToken cancellationToken)
    {
        if (!await TryCleanAsync(folder, supervisor, groups, Patience, cancellationToken))
            throw new TimeoutException($"Processes of the worker {Path.GetFileName(folder)} do not end within {Patience.TotalSeconds} s of SIGKILL; the next removal goes on.");
    }

    private bool IsNeeded(string group) =>
        !Path.GetFileName(group).StartsWith("actors-", StringComparison.Ordinal)
        || Directory.Exists(Path.Combine(agentFolder, Path.GetFileName(group)))
        || !CgroupFiles.IsUnused(group);

    private async Task FinishAsync(WorkerFolder gone, CancellationToken cancellationToken)
    {
        var original = Path.Combine(agentFolder, gone.Worker[GonePrefix.Length..^SuffixLength]);
        // Without a spec the removal was interrupted while it deleted files; nothing ran any more.
        if (gone.ReadFile() is { } file)
        {
            if (inspector.ReadOwn(gone) is null)
                return;
            await CleanAsync(original, gone.ReadIdentity(), file.Cgroups, cancellationToken);
        }

        FolderTree.Delete(gone.FullPath);
    }
}
