using System.Net;
using Actors.Contracts.Activities;
using Actors.Contracts.Identity;
using Actors.Contracts.Runtimes;
using Actors.Contracts.Workers;
using Actors.Runtimes.Kubernetes.Api;
using Actors.Runtimes.Kubernetes.Pods;
using Actors.Runtimes.Kubernetes.Policy;
using Actors.Runtimes.Kubernetes.Watching;

namespace Actors.Runtimes.Kubernetes;

public sealed partial class KubernetesRuntime
{
    private static readonly TimeSpan ListPatience = TimeSpan.FromSeconds(25);
    private const int MostCreations = 3;

    private readonly CancellationTokenSource _end = new();
    private readonly Lock _lock = new();
    private Task[]? _loops;

    /// <summary>Ends the looking after. The workers run on.</summary>
    public async ValueTask DisposeAsync()
    {
        Task[] loops;
        lock (_lock)
        {
            if (_end.IsCancellationRequested)
                return;
            _end.Cancel();
            loops = _loops ?? [];
        }

        await Task.WhenAll(loops);
        _keeper.Dispose();
        _images.Dispose();
        _connection.Dispose();
        _end.Dispose();
    }

    // Not before something is asked for: an identity needs no watch.
    private void Begin()
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_end.IsCancellationRequested, this);
            if (_loops is not null)
                return;
            LogReady(_settings.AgentName, string.Join(", ", _namespaces), _connection.Server, _connection.Source);
            _loops = [.. _watchers.Select(watcher => Task.Run(() => watcher.RunAsync(_end.Token))), Task.Run(() => _keeper.RunAsync(_end.Token))];
        }
    }

    private async Task ReadyAsync(CancellationToken cancellationToken)
    {
        Begin();
        foreach (var watcher in _watchers.Where(watcher => !watcher.Listed.IsCompleted))
        {
            try
            {
                await watcher.Listed.WaitAsync(ListPatience, _time, cancellationToken);
            }
            catch (TimeoutException exception)
            {
                throw new TimeoutException($"The pods of agent '{_settings.AgentName}' could not be listed yet. {watcher.Problem}", exception);
            }
        }
    }

    private async Task<PodState> CreateAsync(WorkerSpec spec, ImageCommand? command, PodPlan plan, CancellationToken cancellationToken)
    {
        var pod = _builder.Build(spec, command, plan.Patch);
        for (var tries = 1; ; tries++)
        {
            try
            {
                var created = Own(await _api.CreatePodAsync(plan.Namespace, pod, cancellationToken));
                LogStarted(created.Name, spec.Attempt.Activity, spec.Attempt.Number);
                return created;
            }
            catch (ApiException exception) when (exception is { Status: HttpStatusCode.Conflict, Reason: "AlreadyExists" })
            {
                if (await _api.GetPodAsync(plan.Namespace, NameOf(spec.Attempt), cancellationToken) is { } found)
                    return Own(found);
                if (tries == MostCreations)
                    throw new WorkerStartException(ReasonCode.Deleted, $"The pod {NameOf(spec.Attempt)} was there and gone {tries} times: somebody removes it while it is started.", exception);
            }
            catch (ApiException exception) when (StartRefusal.Of(exception, plan.Namespace, spec.Pod is not null) is { } refusal)
            {
                throw refusal;
            }
        }
    }

    private async Task CreateSecretAsync(PodState pod, string registry, ImageAccount account, CancellationToken cancellationToken)
    {
        try
        {
            await _api.CreateSecretAsync(pod.Namespace, PullSecret.Build(pod, registry, account), cancellationToken);
        }
        catch (ApiException exception) when (!exception.IsTransient)
        {
            await _remover.RemoveAsync(pod, cancellationToken);
            throw new WorkerStartException(ReasonCode.StartError,
                $"The pull secret of the pod {pod.Name} cannot be created: {exception.Message} imagePullCredentials need the right to create secrets in namespace {pod.Namespace} (docs/kubernetes.md).", exception);
        }
    }

    private PodState Own(k8s.Models.V1Pod pod) => _book.Write(pod)
        ?? throw new WorkerStartException(ReasonCode.StartError, $"The pod {pod.Metadata.Name} in namespace {pod.Metadata.NamespaceProperty} is there, but is no worker of this agent: remove it.");

    /// <summary>The pod of an attempt: from the book, or the server's word.</summary>
    private async Task<PodState?> FindAsync(AttemptId attempt, CancellationToken cancellationToken)
    {
        var name = NameOf(attempt);
        if (_book.Find(name) is { } known)
            return known;
        foreach (var place in _namespaces)
        {
            if (await _api.GetPodAsync(place, name, cancellationToken) is { } pod && _book.Write(pod) is { } found)
                return found;
        }

        return null;
    }

    private WorkerObservation Observe(PodState pod)
    {
        var now = _book.Now;
        return _verdict.Judge(pod, _book.Entries.GetValueOrDefault(pod.Name)?.Times ?? PodTimes.Of(null, pod, now), now).Observation;
    }

    private string NameOf(AttemptId attempt) => WorkerName.Of(_settings.Installation, attempt);
}
