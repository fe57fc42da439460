using System.ComponentModel;
using System.Diagnostics;
using Actors.Contracts.Activities;
using Actors.Contracts.Runtimes;
using Actors.Runtimes.Cgroups;

namespace Actors.Runtimes.Processes;

/// <summary>Creates the folders of workers and starts their supervisors.</summary>
internal sealed class WorkerStarter(ProcessEnvironment environment, WorkerCommand command, ICgroups cgroups, TimeProvider time)
{
    private const int TailBytes = 2048;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    /// <summary>Creates the worker's folder; false when it is there already.</summary>
    public bool Create(WorkerFolder folder, WorkerSpec spec)
    {
        if (folder.Exists)
            return false;
        var parent = Path.GetDirectoryName(folder.FullPath)!;
        var draft = new WorkerFolder(Path.Combine(parent, DraftFolder.NameFor(folder.Worker)));
        try
        {
            draft.Fill(WorkerFile.Of(spec, cgroups.FoldersOf(folder.Worker)), spec.Ticket);
            return draft.TryMove(folder.FullPath);
        }
        finally
        {
            FolderTree.Delete(draft.FullPath);
        }
    }

    /// <summary>Starts the supervisor of a worker. Of several only one gets past the mutex.</summary>
    /// <exception cref="WorkerStartException">The host refused.</exception>
    public Process Spawn(WorkerFolder folder, WorkerFile file)
    {
        try
        {
            cgroups.Create(file.Cgroups, new WorkerSize(file.CpuMillis, file.MemoryBytes));
            var start = new ProcessStartInfo("setsid") { WorkingDirectory = folder.FullPath };
            foreach (var argument in (string[])["/bin/sh", folder.Supervisor, folder.FullPath, command.Program, .. command.Arguments])
                start.ArgumentList.Add(argument);
            start.Environment.Clear();
            foreach (var (name, value) in environment.Of(folder, file))
                start.Environment[name] = value;
            return Process.Start(start) ?? throw new Win32Exception("no process");
        }
        catch (Win32Exception exception)
        {
            throw new WorkerStartException(ReasonCode.StartError, $"Cannot execute setsid for the worker {folder.Worker} (package util-linux): {exception.Message}", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new WorkerStartException(ReasonCode.StartError,
                $"Cannot set up the control groups of the worker {folder.Worker} (the setting Process:Limits=off does without): {exception.Message}", exception);
        }
    }

    /// <summary>Waits until the supervisor has introduced itself.</summary>
    /// <exception cref="WorkerStartException">It ended before.</exception>
    public async Task WaitAsync(WorkerFolder folder, Process supervisor, CancellationToken cancellationToken)
    {
        for (var begin = time.GetTimestamp(); time.GetElapsedTime(begin) < Patience; await Task.Delay(Pause, time, cancellationToken))
        {
            var ended = supervisor.HasExited;
            if (!folder.Exists || folder.ReadIdentity() is not null)
                return;
            if (ended)
                throw new WorkerStartException(ReasonCode.StartError, $"The supervisor of the worker {folder.Worker} ended at once: {WorkerOutput.Tail(folder, TailBytes)}");
        }
    }
}
