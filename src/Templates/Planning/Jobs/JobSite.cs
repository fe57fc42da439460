namespace Actors.Templates.Planning.Jobs;

/// <summary>What a job is planned for.</summary>
/// <param name="Resource">The resource; null: the environment.</param>
/// <param name="Name">Name of the step, for people.</param>
/// <param name="Artifact">Id of the activity whose packed working directory it starts from; null: none.</param>
internal sealed record JobSite(PlannedResource? Resource, string Name, string? Artifact)
{
    /// <summary>Whether its working directory is kept.</summary>
    public bool KeepsWorkDir { get; init; }
}
