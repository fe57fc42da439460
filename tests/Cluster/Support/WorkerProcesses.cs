namespace Actors.Cluster.Support;

/// <summary>Processes that belong to workers of a data folder, as the machine itself shows them.</summary>
internal static class WorkerProcesses
{
    /// <summary>Ids of processes that work in the folder, or name it in their arguments or environment.</summary>
    public static IReadOnlyList<int> Of(string folder) => [.. Directory.EnumerateDirectories("/proc")
        .Select(path => int.TryParse(Path.GetFileName(path), out var pid) ? pid : 0)
        .Where(pid => pid > 0 && pid != Environment.ProcessId && Belongs(pid, folder))];

    /// <summary>Arguments of a process, separated by zeros; empty when it is gone or not ours.</summary>
    public static string Arguments(int pid) => Read(pid, "cmdline");

    /// <summary>Environment of a process, separated by zeros; empty when it is gone or not ours.</summary>
    public static string EnvironmentOf(int pid) => Read(pid, "environ");

    private static bool Belongs(int pid, string folder) =>
        Arguments(pid).Contains(folder, StringComparison.Ordinal) || EnvironmentOf(pid).Contains(folder, StringComparison.Ordinal)
        || WorkingFolder(pid).StartsWith(folder, StringComparison.Ordinal);

    private static string WorkingFolder(int pid)
    {
        try
        {
            return new FileInfo($"/proc/{pid}/cwd").LinkTarget ?? "";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private static string Read(int pid, string file)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/{file}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
