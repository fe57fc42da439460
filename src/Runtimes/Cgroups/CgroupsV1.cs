using Actors.Contracts.Activities;

namespace Actors.Runtimes.Cgroups;

/// <summary>Control groups of version 1: one hierarchy for memory, one for CPU (they may be the same).</summary>
/// <param name="memory">Folder of our group of the memory hierarchy.</param>
/// <param name="cpu">Folder of our group of the CPU hierarchy; null when CPU is not enforced.</param>
internal sealed class CgroupsV1(string memory, string? cpu) : ICgroups
{
    /// <inheritdoc/>
    public bool Enforced => cpu is not null;
    /// <inheritdoc/>
    public string? Note => cpu is null ? "Memory is enforced by control groups (v1), CPU is not." : "CPU and memory are enforced by control groups (v1).";
    /// <inheritdoc/>
    public IReadOnlyList<string> Parents { get; } = [.. new[] { memory, cpu }.OfType<string>().Distinct()];

    /// <inheritdoc/>
    public IReadOnlyList<string> FoldersOf(string worker) => [.. Parents.Select(parent => Path.Combine(parent, worker))];

    /// <inheritdoc/>
    public void Create(IReadOnlyList<string> folders, WorkerSize size)
    {
        foreach (var folder in folders)
        {
            Directory.CreateDirectory(folder);
            CgroupFiles.WriteIfThere(folder, "memory.limit_in_bytes", $"{size.MemoryBytes}");
            // Without this swap would make up for the memory.
            CgroupFiles.WriteIfThere(folder, "memory.memsw.limit_in_bytes", $"{size.MemoryBytes}");
            if (cpu is not null)
            {
                CgroupFiles.WriteIfThere(folder, "cpu.cfs_period_us", $"{CgroupFiles.PeriodMicroseconds}");
                CgroupFiles.WriteIfThere(folder, "cpu.cfs_quota_us", $"{CgroupFiles.Quota(size)}");
            }
        }
    }
}
