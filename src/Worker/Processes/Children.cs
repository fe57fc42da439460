using System.Runtime.InteropServices;

namespace Actors.Worker.Processes;

/// <summary>
/// Starts the worker's processes and learns how they end. In a worker's own process one thread waits for every child: those that were started here, and
/// the orphans that fall to it as the first process of a container or as child subreaper, which would stay behind as zombies otherwise.
/// </summary>
internal static class Children
{
    private static readonly Dictionary<int, TaskCompletionSource<ProcessExit>> Running = [];
    private static bool _reaping;

    /// <summary>While it is held no child is reaped in a worker's own process.</summary>
    public static object Gate { get; } = new();

    /// <summary>Starts a process; the task ends with it, when all of its group was killed.</summary>
    public static (SpawnedProcess Process, Task<ProcessExit> Exit) Start(ProcessSpec spec)
    {
        var done = new TaskCompletionSource<ProcessExit>(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!Descendants.IsWorkerProcess)
        {
            // The children that are not ours belong to somebody else.
            var alone = Spawner.Start(spec);
            NewThread($"wait {alone.Id}", () => done.SetResult(WaitFor(alone.Id)));
            return (alone, done.Task);
        }
        lock (Gate)
        {
            var process = Spawner.Start(spec);
            Running.Add(process.Id, done);
            if (!_reaping)
            {
                _reaping = true;
                NewThread("reaper", ReapAll);
            }
            Monitor.Pulse(Gate);
            return (process, done.Task);
        }
    }

    private static void NewThread(string name, ThreadStart start) => new Thread(start) { IsBackground = true, Name = name }.Start();

    private static void ReapAll()
    {
        while (true)
        {
            var child = NextDead(Libc.WaitForAny, 0, out var error);
            lock (Gate)
            {
                if (child > 0)
                {
                    End(child);
                }
                else if (error == Libc.ErrorNoChild)
                {
                    // Without a child there is nobody who could leave an orphan: it goes on with the next one that is started.
                    AwaitChild();
                }
            }
        }
    }

    private static void AwaitChild()
    {
        foreach (var (child, done) in Running.Where(x => !Directory.Exists($"/proc/{x.Key}")).ToArray())
        {
            Running.Remove(child);
            done.SetResult(ProcessExit.Unknown);
        }
        while (Running.Count == 0)
        {
            Monitor.Wait(Gate);
        }
    }

    private static void End(int child)
    {
        var exit = Running.Remove(child, out var done) ? WaitFor(child) : Reap(child);
        done?.SetResult(exit);
    }

    private static ProcessExit WaitFor(int pid)
    {
        while (NextDead(Libc.WaitForId, pid, out var error) < 0 && error == Libc.ErrorInterrupted)
        {
        }
        // As long as it is not reaped its id, which is the group's, cannot be given to another process.
        _ = Libc.Kill(-pid, Libc.SigKill);
        return Reap(pid);
    }

    // The id of a child that has ended and is kept, or -1.
    private static unsafe int NextDead(int idType, int id, out int error)
    {
        var information = stackalloc byte[256];
        var result = Libc.WaitAndKeep(idType, id, information, Libc.WaitExitedAndKeep);
        error = result < 0 ? Marshal.GetLastPInvokeError() : 0;
        return result < 0 ? -1 : *(int*)(information + Libc.ProcessIdInInformation);
    }

    private static unsafe ProcessExit Reap(int pid)
    {
        int status;
        int result;
        while ((result = Libc.Wait(pid, &status, Libc.WaitNoHang)) < 0 && Marshal.GetLastPInvokeError() == Libc.ErrorInterrupted)
        {
        }
        return result == pid ? ProcessExit.FromStatus(status) : ProcessExit.Unknown;
    }
}
