using System.Diagnostics;
using Actors.Contracts.Activities;
using Actors.Runtimes.Processes;

namespace Actors.Runtimes.Cgroups;

/// <summary>Finds out by trying which control groups the host lets us create.</summary>
internal static class CgroupProbe
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>The control groups to use, in a group of the given name.</summary>
    /// <exception cref="InvalidOperationException">They are required and the host does not allow them.</exception>
    public static ICgroups Find(ProcessRuntimeOptions options, string group)
    {
        if (options.Limits == ProcessLimits.Off)
            return new NoCgroups("limits are off (Process:Limits).");
        var mounts = CgroupMount.Parse(File.ReadAllText("/proc/self/mountinfo"));
        var own = File.ReadAllText("/proc/self/cgroup");
        var cpu = options.Limits != ProcessLimits.Memory;
        var refusals = new List<string>();
        foreach (var candidate in Candidates(mounts, own, options, group, cpu))
        {
            if (Works(candidate, refusals))
                return candidate;
        }

        var why = refusals.Count > 0 ? string.Join(" ", refusals.Distinct()) : "this machine mounts no control groups with memory and CPU.";
        return options.Limits == ProcessLimits.Required
            ? throw new InvalidOperationException($"The setting Process:Limits is 'required', but the sizes of workers cannot be enforced: {why}")
            : new NoCgroups($"sizes of workers are not enforced: {why}");
    }

    private static IEnumerable<ICgroups> Candidates(IReadOnlyList<CgroupMount> mounts, string own, ProcessRuntimeOptions options, string group, bool cpu)
    {
        if (options.CgroupParent is { } configured)
        {
            yield return new CgroupsV2(Path.Combine(configured, group), cpu);
            yield break;
        }

        var memoryMount = mounts.FirstOrDefault(mount => mount.Version == 1 && mount.Controllers.Contains("memory"));
        var cpuMount = mounts.FirstOrDefault(mount => mount.Version == 1 && mount.Controllers.Contains("cpu"));
        if (memoryMount is not null && cpuMount is not null)
        {
            yield return new CgroupsV1(Path.Combine(memoryMount.OwnGroup(own) ?? memoryMount.Folder, group), cpu ? Path.Combine(cpuMount.OwnGroup(own) ?? cpuMount.Folder, group) : null);
            yield return new CgroupsV1(Path.Combine(memoryMount.Folder, group), cpu ? Path.Combine(cpuMount.Folder, group) : null);
        }

        // A group that has processes gives no controllers to its children, so ours is beside the silo's.
        foreach (var mount in mounts.Where(mount => mount.Version == 2))
        {
            if (mount.OwnGroup(own) is { } mine && mine.Length > mount.Folder.Length)
                yield return new CgroupsV2(Path.Combine(Path.GetDirectoryName(mine) ?? mount.Folder, group), cpu);
            yield return new CgroupsV2(Path.Combine(mount.Folder, group), cpu);
        }
    }

    private static bool Works(ICgroups candidate, List<string> refusals)
    {
        var trial = candidate.FoldersOf($"trial-{Guid.NewGuid():N}");
        var allowed = false;
        try
        {
            candidate.Create(trial, new WorkerSize(1000, 64 << 20));
            allowed = trial.All(CanJoin);
            if (!allowed)
                refusals.Add($"A process may not be moved to {trial[0]}.");
            return allowed;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            refusals.Add(exception.Message);
            return false;
        }
        finally
        {
            CgroupFiles.Remove(trial);
            if (!allowed)
                CgroupFiles.Remove(candidate.Parents.Where(CgroupFiles.IsUnused));
        }
    }

    private static bool CanJoin(string folder)
    {
        var start = new ProcessStartInfo("/bin/sh") { RedirectStandardError = true };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add("echo 0 >\"$0\"");
        start.ArgumentList.Add(Path.Combine(folder, "cgroup.procs"));
        using var process = Process.Start(start) ?? throw new IOException("/bin/sh does not start.");
        if (process.WaitForExit(Patience))
            return process.ExitCode == 0;
        process.Kill();
        return false;
    }
}
