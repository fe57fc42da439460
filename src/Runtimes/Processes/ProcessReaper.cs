using System.Globalization;

namespace Actors.Runtimes.Processes;

/// <summary>Finds and ends all processes of a worker, also those that left its group or lost their parent.</summary>
internal sealed class ProcessReaper(TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);
    private static readonly string[] Markers = ["ACTORS_WORKDIR=", "ACTORS_OUTPUT=", "HOME=", "TMPDIR="];

    /// <summary>
    /// The processes of a worker: its control groups, its supervisor's session, their descendants, and those whose environment names
    /// the worker's folder (a job in a session of its own whose parent has ended).
    /// </summary>
    public static IReadOnlySet<int> Find(string folder, ProcessIdentity? supervisor, IEnumerable<string> cgroups)
    {
        var all = ProcFs.All().Where(process => !process.IsDead && process.Pid != Environment.ProcessId).ToList();
        var found = cgroups.SelectMany(ProcessesOf).Where(pid => all.Exists(process => process.Pid == pid)).ToHashSet();
        // A session's number is not given away while the session has members: a later leader with that number means that ours is over.
        var session = supervisor is { } leader && leader.Boot == ProcFs.BootId
            && !all.Exists(process => process.Pid == leader.Pid && process.StartTime != leader.StartTime) ? leader.Pid : 0;
        found.UnionWith(all.Where(process => session > 0 && process.Session == session).Select(process => process.Pid));
        found.UnionWith(all.Where(process => !found.Contains(process.Pid) && Belongs(ProcFs.EnvironmentOf(process.Pid), folder)).Select(process => process.Pid));
        for (var before = -1; before != found.Count;)
        {
            before = found.Count;
            found.UnionWith(all.Where(process => found.Contains(process.Parent)).Select(process => process.Pid));
        }

        return found;
    }

    /// <summary>The folders below <paramref name="parent"/> that processes of workers name in their environment.</summary>
    public static IReadOnlySet<string> FoldersInUse(string parent) =>
        ProcFs.All().Where(process => !process.IsDead && process.Pid != Environment.ProcessId)
            .SelectMany(process => ProcFs.EnvironmentOf(process.Pid))
            .Select(variable => Value(variable) is { } value && value.StartsWith(parent + "/", StringComparison.Ordinal)
                ? $"{parent}/{value[(parent.Length + 1)..].Split('/')[0]}" : null)
            .OfType<string>().ToHashSet();

    /// <summary>Kills until there is none left but, where <paramref name="spareSupervisor"/>, the supervisor, which is about to end by itself.</summary>
    /// <returns>False when some are left after <paramref name="patience"/>.</returns>
    public async Task<bool> TryKillAsync(string folder, ProcessIdentity? supervisor, IReadOnlyList<string> cgroups, bool spareSupervisor, TimeSpan patience, CancellationToken cancellationToken)
    {
        for (var begin = time.GetTimestamp(); ; await Task.Delay(Pause, time, cancellationToken))
        {
            var left = Find(folder, supervisor, cgroups).Where(pid => !spareSupervisor || pid != supervisor?.Pid).ToList();
            if (left.Count == 0)
                return true;
            foreach (var pid in left)
                Posix.Signal(pid, Posix.Kill);
            if (time.GetElapsedTime(begin) > patience)
                return false;
        }
    }

    /// <summary>Kills once all but the supervisor, which then says how the worker ended.</summary>
    public static void KillWorker(string folder, ProcessIdentity supervisor, IReadOnlyList<string> cgroups)
    {
        foreach (var pid in Find(folder, supervisor, cgroups).Where(pid => pid != supervisor.Pid))
            Posix.Signal(pid, Posix.Kill);
    }

    private static IEnumerable<int> ProcessesOf(string cgroup)
    {
        try
        {
            return [.. File.ReadLines(Path.Combine(cgroup, "cgroup.procs")).Select(line => int.Parse(line, CultureInfo.InvariantCulture))];
        }
        catch (IOException)
        {
            // The group is gone, so nobody is in it.
            return [];
        }
    }

    private static bool Belongs(IReadOnlyList<string> environment, string folder) =>
        environment.Any(variable => Value(variable) is { } value && (value == folder || value.StartsWith(folder + "/", StringComparison.Ordinal)));

    private static string? Value(string variable) =>
        Markers.FirstOrDefault(marker => variable.StartsWith(marker, StringComparison.Ordinal)) is { } marker ? variable[marker.Length..] : null;
}
