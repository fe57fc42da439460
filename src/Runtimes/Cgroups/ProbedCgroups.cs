using Actors.Contracts.Activities;

namespace Actors.Runtimes.Cgroups;

/// <summary>Control groups that are looked for when they are first needed: asking a runtime for its identity touches nothing.</summary>
/// <param name="probe">Finds them.</param>
internal sealed class ProbedCgroups(Func<ICgroups> probe) : ICgroups
{
    private readonly Lazy<ICgroups> _found = new(probe, LazyThreadSafetyMode.ExecutionAndPublication);

    /// <inheritdoc/>
    public bool Enforced => _found.Value.Enforced;
    /// <inheritdoc/>
    public string? Note => _found.Value.Note;
    /// <inheritdoc/>
    public IReadOnlyList<string> Parents => _found.Value.Parents;

    /// <inheritdoc/>
    public IReadOnlyList<string> FoldersOf(string worker) => _found.Value.FoldersOf(worker);

    /// <inheritdoc/>
    public void Create(IReadOnlyList<string> folders, WorkerSize size) => _found.Value.Create(folders, size);

    /// <summary>Removes our own groups when no worker is in them any more.</summary>
    public void Release()
    {
        if (_found.IsValueCreated)
            CgroupFiles.Remove(Parents.Where(CgroupFiles.IsUnused));
    }
}
