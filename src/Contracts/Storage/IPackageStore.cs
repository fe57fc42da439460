using Actors.Contracts.Identity;

namespace Actors.Contracts.Storage;

/// <summary>Sets of packages that the functions of a project need: installed once, kept from one run to the next, and removed when nothing has used them for a while.</summary>
public interface IPackageStore
{
    /// <summary>Opens a set, which counts as a use of it; null when there is none, or none that can be opened. The caller disposes the stream.</summary>
    /// <param name="project">Key of the project: <c>org/project</c>.</param>
    /// <param name="set">What tells the set from others of the project; it is kept as a keyed hash only.</param>
    /// <param name="cancellationToken">Ends it.</param>
    Task<Stream?> OpenAsync(string project, string set, CancellationToken cancellationToken);

    /// <summary>Keeps a set. One that is there stays as it is: what functions run is not changed under them. False: the attempt may not write any more; nothing was kept.</summary>
    /// <exception cref="SizeLimitException">It is larger than <paramref name="maxBytes"/>; nothing was kept.</exception>
    Task<bool> AddAsync(AttemptId attempt, string project, string set, Stream content, long maxBytes, CancellationToken cancellationToken);

    /// <summary>Removes a set, such as one that cannot be read: it is installed anew by the next function that needs it.</summary>
    Task RemoveAsync(string project, string set, CancellationToken cancellationToken);

    /// <summary>Removes the sets that nothing has used for long; returns how many.</summary>
    Task<int> PruneAsync(CancellationToken cancellationToken);
}
