namespace Actors.Contracts.Runtimes;

/// <summary>A volume of a driver: an empty folder that belongs to one attempt and goes with it.</summary>
public sealed record WorkerVolume
{
    /// <summary>Where it is mounted: an absolute path.</summary>
    public required string MountPath { get; init; }
    /// <summary>Whether it is a claim on the cluster's storage (<c>usePVC</c>) rather than space of the node; engines without claims give it what they have.</summary>
    public bool Claim { get; init; }
    /// <summary>Size in GiB (<c>pvcSizeGB</c>); null: 1 of a claim, and no limit of a folder. Engines that cannot limit it do not.</summary>
    public int? SizeGiB { get; init; }
    /// <summary>Storage class of the claim; null: the cluster's default.</summary>
    public string? StorageClass { get; init; }
}
