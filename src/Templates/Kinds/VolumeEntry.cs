namespace Actors.Templates.Kinds;

/// <summary>A volume of a worker.</summary>
public sealed record VolumeEntry
{
    /// <summary>Where it is mounted.</summary>
    public string? MountPath { get; init; }

    /// <summary>Whether it is a persistent volume claim.</summary>
    public bool? UsePVC { get; init; }

    /// <summary>Size in GiB.</summary>
    public string? PvcSizeGB { get; init; }

    /// <summary>Storage class.</summary>
    public string? PvcStorageClass { get; init; }

    /// <summary>Whether its content is kept between runs of one resource.</summary>
    public bool? EnableBackupAndRestore { get; init; }
}
