namespace Actors.Contracts.Storage;

/// <summary>Identity of the installation: made at first start, never changed.</summary>
public interface IInstallationStore
{
    /// <summary>The installation, made when it is not there yet; safe to race.</summary>
    Task<Installation> GetOrCreateAsync(CancellationToken cancellationToken);
}
