using Actors.Storage.Protection;

namespace Actors.Storage;

/// <summary>What every store has to be told, whatever it is made of: how much of each thing it keeps, how long, and how much may wait.</summary>
public abstract class StorageOptions
{
    /// <summary>
    /// The keys that open the key ring by which everything is sealed: each seals what is new, any of them opens it. Asked for at first use, and told whether there is a ring: then a key
    /// that was made just now could not open it. Never null when the store is used.
    /// </summary>
    public Func<bool, IReadOnlyList<RingKey>>? RingKeys { get; set; }

    /// <summary>Writes of grain states that may wait for the disk; more wait in their callers.</summary>
    public int QueueLength { get; set; } = 4096;

    /// <summary>Most writes that are committed together.</summary>
    public int BatchSize { get; set; } = 512;

    /// <summary>Most connections that read at once.</summary>
    public int Readers { get; set; } = 8;

    /// <summary>Largest grain state or plan or archive of a run, in bytes.</summary>
    public int StateBytes { get; set; } = 32 << 20;

    /// <summary>Largest document of the catalog, in bytes.</summary>
    public int DocumentBytes { get; set; } = 4 << 20;

    /// <summary>Most bytes of the log of one attempt; what comes after is dropped and a mark says so.</summary>
    public long LogBytes { get; set; } = 16 << 20;

    /// <summary>Largest OpenTofu state, in bytes.</summary>
    public int TofuStateBytes { get; set; } = 64 << 20;

    /// <summary>Versions of one OpenTofu state that are kept, the current one among them. States kept aside do not count and are never pruned.</summary>
    public int TofuStateVersions { get; set; } = 50;

    /// <summary>Largest value that a function may keep, in bytes of JSON.</summary>
    public int FunctionStateBytes { get; set; } = 256 << 10;

    /// <summary>Most keys that functions may keep in one scope: an organisation, a project or an environment.</summary>
    public int FunctionStateKeys { get; set; } = 1000;

    /// <summary>Most sets of packages that are kept for the functions of a project; the ones that were used longest ago go first.</summary>
    public int PackageSets { get; set; } = 20;

    /// <summary>How long a set of packages is kept that no function uses.</summary>
    public TimeSpan PackageRetention { get; set; } = TimeSpan.FromDays(7);

    /// <summary>How long a cleared grain state is remembered, so that an activation from before cannot bring it back.</summary>
    public TimeSpan TombstoneRetention { get; set; } = TimeSpan.FromDays(7);

    /// <summary>Age from which the bytes of an artifact that no row names are an orphan. Younger ones may be in the middle of being written, or read.</summary>
    public TimeSpan OrphanAge { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How often old things are pruned.</summary>
    public TimeSpan MaintenancePeriod { get; set; } = TimeSpan.FromHours(1);
}
