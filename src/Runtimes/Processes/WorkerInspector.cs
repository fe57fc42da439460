using System.Collections.Concurrent;
using Actors.Contracts.Activities;
using Actors.Contracts.Runtimes;
using Actors.Runtimes.Cgroups;

namespace Actors.Runtimes.Processes;

/// <summary>Looks at the folders of one agent's workers, and carries out their orders to end.</summary>
internal sealed class WorkerInspector(RuntimeSettings settings, ProcessRuntimeOptions options, ProcessReaper reaper)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(50);

    private readonly ConcurrentDictionary<string, bool> _swept = new();

    /// <summary>What the folder holds, when it is a worker of this agent and installation.</summary>
    public WorkerFile? ReadOwn(WorkerFolder folder) =>
        folder.ReadFile() is { } file && file.Installation == settings.Installation && file.Agent == settings.AgentKey ? file : null;

    /// <summary>Looks at one worker; null when there is none of ours.</summary>
    /// <remarks>A worker counts as ended once none of its processes is left: whoever hears of it may start the next attempt.</remarks>
    public async Task<WorkerObservation?> ObserveAsync(WorkerFolder folder, CancellationToken cancellationToken)
    {
        if (ReadOwn(folder) is not { } file)
            return null;
        var worker = new WorkerObservation { Attempt = file.Id(), Worker = folder.Worker, Phase = WorkerPhase.Pending };
        var identity = folder.ReadIdentity();
        if (folder.ReadExit() is null)
        {
            if (identity is null)
                return folder.Exists ? worker : null;
            if (identity.IsAlive())
                return worker with { Phase = WorkerPhase.Running };
        }

        if (!_swept.ContainsKey(folder.Worker))
        {
            if (!await reaper.TryKillAsync(folder.FullPath, identity, file.Cgroups, true, Patience, cancellationToken))
                return worker with { Phase = WorkerPhase.Running, Message = "The worker has ended, processes that it left behind have not yet." };
            _swept[folder.Worker] = true;
        }

        var end = new WorkerEnd(folder.ReadExit(), folder.StartFailed, folder.ReadStop(), CgroupFiles.OutOfMemoryKills(file.Cgroups));
        return folder.Exists ? end.Describe(worker) : null;
    }

    /// <summary>Forgets a worker that is removed.</summary>
    public void Forget(string worker) => _swept.TryRemove(worker, out _);

    /// <summary>Orders a worker to end; of several orders the first reason and the earliest SIGKILL hold.</summary>
    public static void Order(WorkerFolder folder, WorkerFile file, ReasonCode reason, TimeSpan grace)
    {
        var killAt = (ProcFs.Uptime() + grace).TotalSeconds;
        var order = folder.ReadStop();
        folder.WriteStop(order is null ? new(reason, killAt, false) : order with { KillAt = Math.Min(order.KillAt, killAt) });
        CarryOut(folder, file);
    }

    /// <summary>Does what is due for a worker that runs: its longest life, its order to end, the bound of its output.</summary>
    public void LookAfter(WorkerFolder folder, WorkerFile file)
    {
        if (file.DeadlineSeconds is { } deadline && folder.ReadStop() is null && folder.ReadIdentity() is { } identity && identity.Age().TotalSeconds > deadline)
            Order(folder, file, ReasonCode.DeadlineExceeded, options.DeadlineGrace);
        else
            CarryOut(folder, file);
        WorkerOutput.Bound(folder, options.OutputLimit);
    }

    // Before there is a supervisor the order waits in its file, which the supervisor reads before it starts the program.
    private static void CarryOut(WorkerFolder folder, WorkerFile file)
    {
        if (folder.ReadStop() is not { } order || folder.ReadIdentity() is not { } identity || !identity.IsAlive())
            return;
        if (!order.Signalled)
        {
            Posix.Signal(-identity.Pid, Posix.Terminate);
            folder.WriteStop(order with { Signalled = true });
        }

        if (ProcFs.Uptime().TotalSeconds >= order.KillAt)
            ProcessReaper.KillWorker(folder.FullPath, identity, file.Cgroups);
    }
}
