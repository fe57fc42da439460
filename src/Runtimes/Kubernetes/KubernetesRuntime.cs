using System.Runtime.CompilerServices;
using System.Text;
using Actors.Contracts.Activities;
using Actors.Contracts.Identity;
using Actors.Contracts.Runtimes;
using Actors.Runtimes.Kubernetes.Api;
using Actors.Runtimes.Kubernetes.Capacity;
using Actors.Runtimes.Kubernetes.Images;
using Actors.Runtimes.Kubernetes.Pods;
using Actors.Runtimes.Kubernetes.Policy;
using Actors.Runtimes.Kubernetes.Watching;
using Microsoft.Extensions.Logging;

namespace Actors.Runtimes.Kubernetes;

/// <summary>Workers as pods of a Kubernetes namespace, one pod per attempt. What is known of them comes from one list and watch; the pod's name is the mutex.</summary>
public sealed partial class KubernetesRuntime : IWorkerRuntime
{
    private readonly RuntimeSettings _settings;
    private readonly PodBuilder _builder;
    private readonly PodPolicy _policy;
    private readonly KubernetesConnection _connection;
    private readonly KubernetesApi _api;
    private readonly TimeProvider _time;
    private readonly ILogger<KubernetesRuntime> _logger;
    private readonly string _namespace;
    private readonly IReadOnlyList<string> _namespaces;
    private readonly PodBook _book;
    private readonly PodVerdict _verdict;
    private readonly PodStopper _stopper;
    private readonly PodRemover _remover;
    private readonly PodKeeper _keeper;
    private readonly IReadOnlyList<PodWatcher> _watchers;
    private readonly ImageCommands _images;
    private readonly NodeSizes _nodes;
    private readonly CapacityReader _capacity;

    internal KubernetesRuntime(RuntimeSettings settings, KubernetesRuntimeOptions options, PodBuilder builder, KubernetesConnection connection, TimeProvider time,
        ILogger<KubernetesRuntime> logger)
    {
        (_settings, _builder, _connection, _time, _logger) = (settings, builder, connection, time, logger);
        var allowances = PodAllowances.Parse(options.Allow);
        _namespace = options.Namespace ?? (connection.DefaultNamespace is { Length: > 0 } place ? place.Trim() : "default");
        _namespaces = [.. allowances.Namespaces.Prepend(_namespace).Distinct()];
        _policy = new(settings.AgentName, _namespace, allowances);
        _api = new(new ApiSender(connection, new TokenBucket(options.RequestRate, options.Burst, time), settings.AgentName, time));
        var owner = new PodOwner(settings.Installation, settings.AgentKey);
        _book = new(owner, time);
        _verdict = new(options.PendingLimit, options.WaitingGrace);
        _stopper = new(_api, _book);
        _remover = new(_api, _book, _stopper, time, logger);
        _keeper = new(_book, _verdict, _stopper, _api, time, logger);
        _watchers = [.. _namespaces.Select(name => new PodWatcher(_api, _book, name, owner.Selector, settings.AgentName, options.Relist, time, logger))];
        _images = new(options.PlainRegistries, time);
        _nodes = new(_api, time);
        _capacity = new(_api, _nodes, _namespace);
    }

    /// <inheritdoc/>
    public string Name => KubernetesRuntimeFactory.RuntimeName;

    /// <inheritdoc/>
    public async Task<string> GetIdentityAsync(CancellationToken cancellationToken) =>
        $"kubernetes:{(await _api.GetNamespaceAsync(_namespace, cancellationToken)).Metadata.Uid}:{_namespace}";

    /// <inheritdoc/>
    public async Task<WorkerObservation> StartAsync(WorkerSpec spec, CancellationToken cancellationToken)
    {
        _settings.CheckOwn(spec);
        VolumePaths.Check(spec);
        Begin();
        var plan = _policy.Judge(spec.Pod, spec.Volumes);
        if (_book.Find(NameOf(spec.Attempt)) is null)
            await _nodes.CheckAsync(spec.Size, cancellationToken);
        var registry = spec.Account is { } account ? PullSecret.RegistryOf(spec, account) : null;
        var command = spec is { OwnCommand: true, Image: { } image } ? await _images.OfAsync(image, spec.Account, cancellationToken) : null;
        var pod = await CreateAsync(spec, command, plan, cancellationToken);
        if (registry is not null && pod.End is null)
            await CreateSecretAsync(pod, registry, spec.Account!, cancellationToken);
        return Observe(pod);
    }

    /// <inheritdoc/>
    public async Task StopAsync(AttemptId attempt, TimeSpan grace, CancellationToken cancellationToken)
    {
        Begin();
        if (await FindAsync(attempt, cancellationToken) is { } pod && pod is not { Order: not null, Deleting: true } && Observe(pod).Phase != WorkerPhase.Ended)
            await _stopper.StopAsync(pod, PodOrder.Of(ReasonCode.Cancelled, grace), cancellationToken);
    }

    /// <inheritdoc/>
    public async Task RemoveAsync(AttemptId attempt, CancellationToken cancellationToken)
    {
        Begin();
        if (await FindAsync(attempt, cancellationToken) is not { } pod)
            return;
        await _remover.RemoveAsync(pod, cancellationToken);
        LogRemoved(pod.Name);
    }

    /// <inheritdoc/>
    public async Task<WorkerObservation?> InspectAsync(AttemptId attempt, CancellationToken cancellationToken)
    {
        await ReadyAsync(cancellationToken);
        if (await FindAsync(attempt, cancellationToken) is not { } pod)
            return null;
        await _keeper.LookAsync(cancellationToken);
        return _keeper.Board.View.Workers.GetValueOrDefault(pod.Name);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<WorkerObservation>> ListAsync(CancellationToken cancellationToken)
    {
        await ReadyAsync(cancellationToken);
        await _keeper.LookAsync(cancellationToken);
        return [.. _keeper.Board.View.Workers.Values];
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<WorkerObservation> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Begin();
        await Task.WhenAll(_watchers.Select(watcher => watcher.Listed)).WaitAsync(cancellationToken);
        await _keeper.LookAsync(cancellationToken);
        await foreach (var worker in _keeper.Board.WatchAsync(cancellationToken))
            yield return worker;
    }

    /// <inheritdoc/>
    public async Task<string> LogTailAsync(AttemptId attempt, int maxBytes, CancellationToken cancellationToken)
    {
        Begin();
        if (await FindAsync(attempt, cancellationToken) is not { } pod)
            return "";
        // The container of a pod that was stopped is gone with its log: the end of it is in the pod's status.
        if (pod is { Deleting: true, End: { } end })
            return OutputText.Tail(LastBytes(Encoding.UTF8.GetBytes(end.Message ?? ""), maxBytes), maxBytes);
        // Of a log beyond the kubelet's containerLogMaxSize (10 MiB) this is the newest file only, which may just have been begun.
        var lines = Math.Clamp(maxBytes / 8, 50, 2000);
        return OutputText.Tail(await _api.ReadLogAsync(pod.Namespace, pod.Name, PodLayout.Worker, lines, maxBytes, cancellationToken) ?? [], maxBytes);
    }

    /// <inheritdoc/>
    public async Task<EngineCapacity> GetCapacityAsync(CancellationToken cancellationToken)
    {
        var running = (await ListAsync(cancellationToken)).Where(worker => worker.Phase != WorkerPhase.Ended)
            .Select(worker => _book.Find(worker.Worker)).OfType<PodState>().ToList();
        return await _capacity.ReadAsync(running, cancellationToken);
    }

    private static byte[] LastBytes(byte[] bytes, int count) => bytes[Math.Max(0, bytes.Length - Math.Max(0, count))..];
}
