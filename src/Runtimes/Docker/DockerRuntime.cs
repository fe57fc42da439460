using System.Runtime.CompilerServices;
using Actors.Contracts.Activities;
using Actors.Contracts.Identity;
using Actors.Contracts.Runtimes;
using Microsoft.Extensions.Logging;

namespace Actors.Runtimes.Docker;

/// <summary>
/// Workers as containers of a Docker engine (20.10 or newer). All state is on the engine: whoever comes next finds it there by labels.
/// </summary>
public sealed partial class DockerRuntime : IWorkerRuntime
{
    private readonly RuntimeSettings _settings;
    private readonly DockerRuntimeOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<DockerRuntime> _logger;
    private readonly DockerConnection _connection;
    private readonly EngineFacts _facts;
    private readonly AgentNetwork _network;
    private readonly StopOrders _orders;
    private readonly ContainerLog _log;
    private readonly ContainerInspector _inspector;
    private readonly ContainerRemover _remover;
    private readonly ContainerStarter _starter;
    private readonly ContainerKeeper _keeper;
    private readonly EngineEvents _events;
    private readonly ContainerView _view = new();
    private readonly KeyedGate _workers = new();
    private readonly CancellationTokenSource _end = new();

    internal DockerRuntime(RuntimeSettings settings, DockerRuntimeOptions options, DockerEndpoint endpoint, TimeProvider time, ILogger<DockerRuntime> logger)
    {
        (_settings, _options, _time, _logger) = (settings, options, time, logger);
        var labels = new ContainerLabels(settings);
        var program = new WorkerProgram(settings.WorkerProgram, AppContext.BaseDirectory);
        _connection = new(endpoint);
        _facts = new(_connection, time);
        _network = new(_connection, options, labels, LogNotIsolated);
        var files = new ContainerFiles(_connection);
        _orders = new(_connection, files, time);
        _log = new(_connection, time);
        _inspector = new(_connection, labels, _facts, _orders, _log, time);
        _remover = new(_connection, labels, _inspector, time);
        _starter = new(_connection, new(settings, options, labels), new(settings, options, program), new(_connection, options, time, _end.Token), _network, files,
            _inspector, _remover, _facts, time);
        _keeper = new(_connection, labels, _inspector, _remover, _orders, _facts, _view, options);
        _events = new(_connection, labels, _facts, Happened, LookSoon, time, logger);
    }

    /// <inheritdoc/>
    public string Name => DockerRuntimeFactory.RuntimeName;

    /// <inheritdoc/>
    public Task<string> GetIdentityAsync(CancellationToken cancellationToken) => _facts.IdentityAsync(cancellationToken);

    /// <inheritdoc/>
    public async Task<WorkerObservation> StartAsync(WorkerSpec spec, CancellationToken cancellationToken)
    {
        _settings.CheckOwn(spec);
        VolumePaths.Check(spec);
        var name = NameOf(spec.Attempt);
        await EnterAsync(cancellationToken);
        using (await _workers.EnterAsync(name, cancellationToken))
        {
            using (_inspector.Starting(name))
            {
                if (await _starter.StartAsync(spec, cancellationToken) is { } id)
                {
                    _inspector.Started(id);
                    LogStarted(name, spec.Attempt.Activity, spec.Attempt.Number);
                }
            }

            var seen = await _keeper.LookAtAsync(name, cancellationToken);
            Wake();
            return seen?.Observation ?? throw new WorkerStartException(ReasonCode.Deleted, $"The container {name} was removed while it was started.");
        }
    }

    /// <inheritdoc/>
    public async Task StopAsync(AttemptId attempt, TimeSpan grace, CancellationToken cancellationToken)
    {
        var name = NameOf(attempt);
        await EnterAsync(cancellationToken);
        using (await _workers.EnterAsync(name, cancellationToken))
        {
            if (await _keeper.LookAtAsync(name, cancellationToken) is { Ended: false } container)
                await _orders.GiveAsync(container.Id, container.Running, ReasonCode.Cancelled, grace, cancellationToken);
        }

        Wake();
    }

    /// <inheritdoc/>
    public async Task RemoveAsync(AttemptId attempt, CancellationToken cancellationToken)
    {
        var name = NameOf(attempt);
        await EnterAsync(cancellationToken);
        using (await _workers.EnterAsync(name, cancellationToken))
        {
            var container = await _inspector.FindAsync(name, cancellationToken);
            if (container is not null && !_inspector.IsOwn(container))
                return;
            var gone = false;
            _view.Removing(name);
            try
            {
                if (container is not null)
                    await _remover.RemoveAsync(container.ID, cancellationToken);
                await _remover.CollectAsync(attempt, cancellationToken);
                gone = true;
            }
            finally
            {
                _view.Removed(name, gone);
            }

            if (container is not null)
                LogRemoved(name);
        }
    }

    /// <inheritdoc/>
    public async Task<WorkerObservation?> InspectAsync(AttemptId attempt, CancellationToken cancellationToken)
    {
        await EnterAsync(cancellationToken);
        return (await _keeper.LookAtAsync(NameOf(attempt), cancellationToken))?.Observation;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<WorkerObservation>> ListAsync(CancellationToken cancellationToken)
    {
        await EnterAsync(cancellationToken);
        await _keeper.LookAtAllAsync(cancellationToken);
        return [.. _view.Containers.Values.Select(container => container.Observation)];
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<WorkerObservation> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await EnterAsync(cancellationToken);
        await foreach (var worker in _view.Board.WatchAsync(cancellationToken))
            yield return worker;
    }

    /// <inheritdoc/>
    public async Task<string> LogTailAsync(AttemptId attempt, int maxBytes, CancellationToken cancellationToken)
    {
        await EnterAsync(cancellationToken);
        return await _inspector.FindAsync(NameOf(attempt), cancellationToken) is { } container && _inspector.IsOwn(container)
            ? await _log.TailAsync(container.ID, maxBytes, cancellationToken) : "";
    }

    /// <inheritdoc/>
    public async Task<EngineCapacity> GetCapacityAsync(CancellationToken cancellationToken)
    {
        await EnterAsync(cancellationToken);
        var (limits, workers) = await _keeper.UsedAsync(cancellationToken);
        return DockerCapacity.Of(await _facts.GetAsync(cancellationToken), limits, workers);
    }

    private string NameOf(AttemptId attempt) => WorkerName.Of(_settings.Installation, attempt);
}
