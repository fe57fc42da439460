namespace Actors.Templates.Planning;

/// <summary>A volume of a worker.</summary>
public sealed record PlannedVolume
{
    /// <summary>Where it is mounted, absolute.</summary>
    public required string MountPath { get; init; }

    /// <summary>Whether it is a persistent volume claim.</summary>
    public bool IsClaim { get; init; }

    /// <summary>Size in GiB; null: the engine's default.</summary>
    public int? SizeGiB { get; init; }

    /// <summary>Storage class; null: the engine's default.</summary>
    public string? StorageClass { get; init; }

    /// <summary>Whether its content is kept between runs of one resource.</summary>
    public bool IsKept { get; init; }
}
