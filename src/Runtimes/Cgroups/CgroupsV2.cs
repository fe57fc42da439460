using Actors.Contracts.Activities;

namespace Actors.Runtimes.Cgroups;

/// <summary>Control groups of version 2.</summary>
/// <param name="group">Folder of our group, whose children have the controllers.</param>
/// <param name="cpu">Whether CPU is enforced.</param>
internal sealed class CgroupsV2(string group, bool cpu) : ICgroups
{
    /// <inheritdoc/>
    public bool Enforced => cpu;
    /// <inheritdoc/>
    public string? Note => cpu ? "CPU and memory are enforced by control groups (v2)." : "Memory is enforced by control groups (v2), CPU is not.";
    /// <inheritdoc/>
    public IReadOnlyList<string> Parents { get; } = [group];

    /// <inheritdoc/>
    public IReadOnlyList<string> FoldersOf(string worker) => [Path.Combine(group, worker)];

    /// <inheritdoc/>
    public void Create(IReadOnlyList<string> folders, WorkerSize size)
    {
        foreach (var folder in folders)
        {
            Directory.CreateDirectory(folder);
            GiveControllers(Path.GetDirectoryName(folder)!);
            CgroupFiles.Write(folder, "memory.max", $"{size.MemoryBytes}");
            CgroupFiles.WriteIfThere(folder, "memory.swap.max", "0");
            if (cpu)
                CgroupFiles.Write(folder, "cpu.max", $"{CgroupFiles.Quota(size)} {CgroupFiles.PeriodMicroseconds}");
        }
    }

    // Controllers come down from the parent, one level at a time.
    private void GiveControllers(string parent)
    {
        string[] wanted = cpu ? ["memory", "cpu"] : ["memory"];
        foreach (var level in new[] { Path.GetDirectoryName(parent)!, parent })
        {
            var given = File.ReadAllText(Path.Combine(level, "cgroup.subtree_control")).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            foreach (var controller in wanted.Except(given))
                CgroupFiles.Write(level, "cgroup.subtree_control", $"+{controller}");
        }
    }
}
