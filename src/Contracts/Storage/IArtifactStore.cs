using Actors.Contracts.Identity;

namespace Actors.Contracts.Storage;

/// <summary>Artifacts of activities, and of what outlives them: an owner's key stands for the activity's then.</summary>
public interface IArtifactStore
{
    /// <summary>Keeps an artifact, replacing one of the same name. False: the attempt may not write any more; nothing was kept.</summary>
    /// <exception cref="SizeLimitException">It is larger than <paramref name="maxBytes"/>; nothing was kept.</exception>
    Task<bool> WriteAsync(AttemptId attempt, string name, Stream content, long maxBytes, CancellationToken cancellationToken);

    /// <summary>Keeps an artifact of an owner that outlives the attempt, replacing one of the same name. False: the attempt may not write any more; nothing was kept.</summary>
    /// <exception cref="SizeLimitException">It is larger than <paramref name="maxBytes"/>; nothing was kept.</exception>
    Task<bool> WriteAsync(AttemptId attempt, string owner, string name, Stream content, long maxBytes, CancellationToken cancellationToken);

    /// <summary>Opens an artifact; null when there is none. The caller disposes the stream.</summary>
    Task<Stream?> OpenAsync(string activity, string name, CancellationToken cancellationToken);

    /// <summary>Activity and name of all artifacts at or below a key.</summary>
    Task<IReadOnlyList<ArtifactEntry>> ListUnderAsync(string key, CancellationToken cancellationToken);

    /// <summary>Deletes all artifacts at or below a key.</summary>
    Task DeleteUnderAsync(string key, CancellationToken cancellationToken);
}
