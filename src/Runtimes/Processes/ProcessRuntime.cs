using System.Runtime.CompilerServices;
using Actors.Contracts.Activities;
using Actors.Contracts.Identity;
using Actors.Contracts.Runtimes;
using Actors.Runtimes.Cgroups;
using Microsoft.Extensions.Logging;

namespace Actors.Runtimes.Processes;

/// <summary>
/// Workers as processes of this machine: each in a folder of its own below <c>DATA/workers</c> and in a session of its own under a small
/// supervisor, so that it outlives the silo and its end is known to whoever looks next. Linux only.
/// </summary>
public sealed partial class ProcessRuntime : IWorkerRuntime
{
    private readonly RuntimeSettings _settings;
    private readonly TimeProvider _time;
    private readonly ILogger<ProcessRuntime> _logger;
    private readonly string _agentFolder;
    private readonly ProbedCgroups _cgroups;
    private readonly WorkerInspector _inspector;
    private readonly WorkerStarter _starter;
    private readonly WorkerRemover _remover;
    private readonly ProcessKeeper _keeper;
    private readonly TimeSpan _interval;
    private readonly SemaphoreSlim _gate = new(1);
    private readonly CancellationTokenSource _end = new();
    private TaskCompletionSource _wake = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task? _loop;

    internal ProcessRuntime(RuntimeSettings settings, ProcessRuntimeOptions options, WorkerCommand command, TimeProvider time, ILogger<ProcessRuntime> logger)
    {
        _settings = settings;
        _time = time;
        _logger = logger;
        _interval = options.Interval;
        _agentFolder = Path.Combine(Path.GetFullPath(settings.DataFolder), "workers", WorkerName.Hash($"{settings.Installation}\n{settings.AgentKey}"));
        _cgroups = new(() => CgroupProbe.Find(options, $"actors-{WorkerName.Hash(_agentFolder)}"));
        var reaper = new ProcessReaper(time);
        _inspector = new(settings, options, reaper);
        _starter = new(new(settings, options, command), command, _cgroups, time);
        _remover = new(_agentFolder, _inspector, reaper, _cgroups, time);
        _keeper = new(_agentFolder, _inspector, _remover);
    }

    /// <inheritdoc/>
    public string Name => ProcessRuntimeFactory.RuntimeName;

    /// <inheritdoc/>
    public Task<string> GetIdentityAsync(CancellationToken cancellationToken) => Task.FromResult($"process:{MachineIdentity.Read()}:{Path.GetFullPath(_settings.DataFolder)}");

    /// <inheritdoc/>
    public async Task<WorkerObservation> StartAsync(WorkerSpec spec, CancellationToken cancellationToken)
    {
        _settings.CheckOwn(spec);
        if (spec.ForeignImage)
        {
            throw new WorkerStartException(ReasonCode.StartError,
                $"The template asks for the image {spec.Image}, and agent '{_settings.AgentName}' runs workers as processes, which have none: use an agent with Runtime docker or kubernetes.");
        }

        if (spec.Volumes.Count > 0)
        {
            throw new WorkerStartException(ReasonCode.StartError,
                $"The template asks for a volume at {spec.Volumes[0].MountPath}, and agent '{_settings.AgentName}' runs workers as processes, which have none: use an agent with Runtime docker or kubernetes.");
        }

        var folder = FolderOf(spec.Attempt);
        using (await EnterAsync(cancellationToken))
        {
            if (!folder.Exists)
                Fits(spec.Size);
            try
            {
                _starter.Create(folder, spec);
                var file = _inspector.ReadOwn(folder)
                    ?? throw new WorkerStartException(ReasonCode.StartError, $"{folder.FullPath} is there, but is no worker of this agent: remove it.");
                if (folder.ReadIdentity() is null && folder.ReadExit() is null)
                    await LaunchAsync(folder, file, cancellationToken);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                throw new WorkerStartException(ReasonCode.StartError, $"The folder of the worker {folder.Worker} cannot be set up: {exception.Message}", exception);
            }

            await _keeper.LookAsync(cancellationToken);
            return await _inspector.ObserveAsync(folder, cancellationToken)
                ?? throw new WorkerStartException(ReasonCode.Deleted, $"The worker {folder.Worker} was removed while it was started.");
        }
    }

    /// <inheritdoc/>
    public async Task StopAsync(AttemptId attempt, TimeSpan grace, CancellationToken cancellationToken)
    {
        var folder = FolderOf(attempt);
        using (await EnterAsync(cancellationToken))
        {
            if (_inspector.ReadOwn(folder) is not { } file || folder.ReadExit() is not null)
                return;
            try
            {
                WorkerInspector.Order(folder, file, ReasonCode.Cancelled, grace);
            }
            catch (DirectoryNotFoundException)
            {
                // Deleted meanwhile: nothing is left to stop, the next round ends its processes.
            }
        }

        Wake();
    }

    /// <inheritdoc/>
    public async Task RemoveAsync(AttemptId attempt, CancellationToken cancellationToken)
    {
        var folder = FolderOf(attempt);
        using (await EnterAsync(cancellationToken))
            await RemoveAsync(folder, cancellationToken);
        Wake();
    }

    /// <inheritdoc/>
    public async Task<WorkerObservation?> InspectAsync(AttemptId attempt, CancellationToken cancellationToken)
    {
        using (await EnterAsync(cancellationToken))
            return await _inspector.ObserveAsync(FolderOf(attempt), cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<WorkerObservation>> ListAsync(CancellationToken cancellationToken)
    {
        using (await EnterAsync(cancellationToken))
        {
            await _keeper.LookAsync(cancellationToken);
            return [.. _keeper.Board.View.Workers.Values];
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<WorkerObservation> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        (await EnterAsync(cancellationToken)).Dispose();
        await foreach (var worker in _keeper.Board.WatchAsync(cancellationToken))
            yield return worker;
    }

    /// <inheritdoc/>
    public Task<string> LogTailAsync(AttemptId attempt, int maxBytes, CancellationToken cancellationToken)
    {
        var folder = FolderOf(attempt);
        return Task.FromResult(_inspector.ReadOwn(folder) is null ? "" : WorkerOutput.Tail(folder, maxBytes));
    }

    /// <inheritdoc/>
    public async Task<EngineCapacity> GetCapacityAsync(CancellationToken cancellationToken)
    {
        var used = (await ListAsync(cancellationToken)).Where(worker => worker.Phase != WorkerPhase.Ended)
            .Select(worker => _inspector.ReadOwn(FolderOf(worker.Attempt))).OfType<WorkerFile>().ToList();
        return new()
        {
            CpuMillis = MachineIdentity.CpuMillis, MemoryBytes = MachineIdentity.MemoryBytes,
            UsedCpuMillis = used.Sum(file => (long)file.CpuMillis), UsedMemoryBytes = used.Sum(file => file.MemoryBytes),
            Workers = used.Count, LimitsEnforced = _cgroups.Enforced, Note = _cgroups.Note,
        };
    }

    private WorkerFolder FolderOf(AttemptId attempt) => new(Path.Combine(_agentFolder, WorkerName.Of(_settings.Installation, attempt)));

    private static void Fits(WorkerSize size)
    {
        if (size.CpuMillis > MachineIdentity.CpuMillis || size.MemoryBytes > MachineIdentity.MemoryBytes)
        {
            throw new WorkerStartException(ReasonCode.Unschedulable,
                $"A worker of {size.CpuMillis}m CPU and {size.MemoryBytes >> 20} MiB never fits on this machine of {MachineIdentity.CpuMillis}m and {MachineIdentity.MemoryBytes >> 20} MiB: lower the agent's Sizes.");
        }
    }
}
