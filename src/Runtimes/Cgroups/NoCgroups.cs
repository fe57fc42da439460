using Actors.Contracts.Activities;

namespace Actors.Runtimes.Cgroups;

/// <summary>Enforces nothing, and says why.</summary>
/// <param name="note">Why.</param>
internal sealed class NoCgroups(string note) : ICgroups
{
    /// <inheritdoc/>
    public bool Enforced => false;
    /// <inheritdoc/>
    public string? Note { get; } = note;
    /// <inheritdoc/>
    public IReadOnlyList<string> Parents => [];

    /// <inheritdoc/>
    public IReadOnlyList<string> FoldersOf(string worker) => [];

    /// <inheritdoc/>
    public void Create(IReadOnlyList<string> folders, WorkerSize size)
    {
        if (folders.Count > 0)
            throw new IOException($"The worker was to run in the control groups {string.Join(", ", folders)}, but {Note}");
    }
}
