namespace Actors.Contracts.Storage;

/// <summary>Plans of runs, stored once and immutable, and finished runs, one row each.</summary>
public interface IRunStore
{
    /// <summary>Stores the plan of a run; a plan that is there already stays.</summary>
    Task PutPlanAsync(string run, string planJson, CancellationToken cancellationToken);

    /// <summary>The plan of a run; null when there is none.</summary>
    /// <exception cref="DamagedException">It cannot be read.</exception>
    Task<string?> GetPlanAsync(string run, CancellationToken cancellationToken);

    /// <summary>Archives a finished run (key <c>org/project/environment/run</c>) as JSON, and drops its plan.</summary>
    Task ArchiveAsync(string run, string json, CancellationToken cancellationToken);

    /// <summary>The archive of a run; null when it is not archived.</summary>
    /// <exception cref="DamagedException">It cannot be read.</exception>
    Task<string?> GetArchiveAsync(string run, CancellationToken cancellationToken);

    /// <summary>Archived runs of the environments at or below a key, newest first; one that is damaged is there without its JSON.</summary>
    Task<IReadOnlyList<StoredArchive>> ListArchivesUnderAsync(string key, int limit, CancellationToken cancellationToken);

    /// <summary>Keys of archived runs at or below a key beyond the newest <paramref name="keep"/>, newest first, at most <paramref name="limit"/>.</summary>
    Task<IReadOnlyList<string>> ListOlderArchivesUnderAsync(string key, int keep, int limit, CancellationToken cancellationToken);

    /// <summary>Deletes plans and archives at or below a key.</summary>
    Task DeleteUnderAsync(string key, CancellationToken cancellationToken);
}
