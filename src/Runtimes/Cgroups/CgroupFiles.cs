using System.Globalization;
using Actors.Contracts.Activities;

namespace Actors.Runtimes.Cgroups;

/// <summary>The files of control groups.</summary>
internal static class CgroupFiles
{
    /// <summary>Period of the CPU's quota, in microseconds.</summary>
    public const long PeriodMicroseconds = 100_000;

    // The kernel refuses less.
    private const long MinimumQuota = 1_000;

    /// <summary>CPU time of a worker in one period, in microseconds.</summary>
    public static long Quota(WorkerSize size) => Math.Max(MinimumQuota, size.CpuMillis * PeriodMicroseconds / 1000);

    /// <summary>Writes a setting.</summary>
    public static void Write(string folder, string name, string value)
    {
        // The kernel takes one write; a handle that would create or truncate is refused.
        using var file = new FileStream(Path.Combine(folder, name), FileMode.Open, FileAccess.Write, FileShare.ReadWrite, 0);
        file.Write(System.Text.Encoding.ASCII.GetBytes(value));
    }

    /// <summary>Writes a setting that not every kernel and hierarchy has.</summary>
    public static void WriteIfThere(string folder, string name, string value)
    {
        if (File.Exists(Path.Combine(folder, name)))
            Write(folder, name, value);
    }

    /// <summary>How many processes of the groups were ended for memory.</summary>
    public static long OutOfMemoryKills(IEnumerable<string> folders) =>
        folders.Sum(folder => Count(Path.Combine(folder, "memory.oom_control")) + Count(Path.Combine(folder, "memory.events")));

    /// <summary>Removes groups that nobody is in; a folder that is not there is no error.</summary>
    /// <exception cref="IOException">A process is still in one.</exception>
    public static void Remove(IEnumerable<string> folders)
    {
        foreach (var folder in folders.Where(Directory.Exists))
            Directory.Delete(folder);
    }

    /// <summary>Whether a group is there and has neither children nor processes.</summary>
    public static bool IsUnused(string folder) =>
        Directory.Exists(folder) && !Directory.EnumerateDirectories(folder).Any() && !File.ReadLines(Path.Combine(folder, "cgroup.procs")).Any();

    private static long Count(string path)
    {
        try
        {
            return File.ReadLines(path).Where(line => line.StartsWith("oom_kill ", StringComparison.Ordinal))
                .Sum(line => long.Parse(line["oom_kill ".Length..], CultureInfo.InvariantCulture));
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return 0;
        }
    }
}
