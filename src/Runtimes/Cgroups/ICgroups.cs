using Actors.Contracts.Activities;

namespace Actors.Runtimes.Cgroups;

/// <summary>Control groups, one set for each worker, that enforce its size.</summary>
internal interface ICgroups
{
    /// <summary>Whether CPU and memory are enforced.</summary>
    bool Enforced { get; }
    /// <summary>What an operator should know; null when there is nothing.</summary>
    string? Note { get; }
    /// <summary>Folders that hold the groups of our workers.</summary>
    IReadOnlyList<string> Parents { get; }

    /// <summary>Folders of the groups of a worker; empty when nothing is enforced.</summary>
    IReadOnlyList<string> FoldersOf(string worker);

    /// <summary>Creates the groups of a worker with its limits; may be repeated.</summary>
    /// <exception cref="IOException">The host refused.</exception>
    void Create(IReadOnlyList<string> folders, WorkerSize size);
}
