namespace Actors.Contracts.Workers;

/// <summary>An artifact of an activity of the same run.</summary>
/// <param name="Activity">Id of the activity within the run, such as <c>network.artifact</c>.</param>
/// <param name="Name">Name of the artifact; a working directory is <see cref="WorkDirName"/>.</param>
public sealed record ArtifactRef(string Activity, string Name)
{
    /// <summary>Name of the archive of a working directory: a gzip-compressed tar.</summary>
    public const string WorkDirName = "workdir.tar.gz";
}
