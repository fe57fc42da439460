using System.Globalization;

namespace Actors.Worker.Processes;

/// <summary>Processes that left the group of their job (<c>setsid</c>): as child subreaper the worker is their parent, finds and ends them.</summary>
internal static class Descendants
{
    /// <summary>Makes this process the parent of every orphan below it, and closes its memory and environment to processes of the same user.</summary>
    public static void Adopt()
    {
        _ = Libc.Control(Libc.SetChildSubreaper, 1, 0, 0, 0);
        _ = Libc.Control(Libc.SetDumpable, 0, 0, 0, 0);
    }

    /// <summary>Kills and reaps every child of this process. To be called when no process of the worker's own runs.</summary>
    public static void KillAll()
    {
        if (!IsWorkerProcess)
        {
            return;
        }
        // Orphans of a killed process become our children only when it is gone, hence the rounds; bounded against a fork bomb.
        for (var round = 0; round < 100; round++)
        {
            List<int> children;
            // Nothing is reaped meanwhile: the ids are still those of our children when the signal is sent.
            lock (Children.Gate)
            {
                children = OfThisProcess();
                children.ForEach(x => _ = Libc.Kill(x, Libc.SigKill));
            }
            if (children.Count == 0)
            {
                return;
            }
            children.ForEach(Reap);
        }
    }

    /// <summary>False in tests, whose process has children that are not ours.</summary>
    public static bool IsWorkerProcess { get; set; }

    // Without a child of this id: the reaper was quicker.
    private static unsafe void Reap(int child)
    {
        int status;
        _ = Libc.Wait(child, &status, 0);
    }

    private static List<int> OfThisProcess()
    {
        var children = new List<int>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var pid) && ParentOf(folder) == Environment.ProcessId)
            {
                children.Add(pid);
            }
        }
        return children;
    }

    private static int ParentOf(string folder)
    {
        try
        {
            // pid (name) state ppid …: the name may hold anything, so count from its closing bracket.
            var stat = File.ReadAllText(Path.Combine(folder, "stat"));
            return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0; // It ended meanwhile.
        }
    }
}
