namespace Actors.Storage.Artifacts;

/// <summary>Deletes bytes of artifacts that no row names: left by a process that was killed in the middle, or replaced.</summary>
internal interface IArtifactSweeper
{
    /// <summary>Deletes the orphans that are old enough; returns how many.</summary>
    Task<int> SweepAsync(CancellationToken cancellationToken);
}
