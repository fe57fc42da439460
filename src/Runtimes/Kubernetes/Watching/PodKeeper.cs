using System.Collections.Immutable;
using Actors.Contracts.Activities;
using Actors.Contracts.Runtimes;
using Actors.Runtimes.Kubernetes.Api;
using Actors.Runtimes.Kubernetes.Pods;
using Microsoft.Extensions.Logging;

namespace Actors.Runtimes.Kubernetes.Watching;

/// <summary>Judges all pods in the book, round by round: says what changed, and ends those that will never start.</summary>
internal sealed partial class PodKeeper(PodBook book, PodVerdict verdict, PodStopper stopper, KubernetesApi api, TimeProvider time, ILogger logger) : IDisposable
{
    private const int MostDeleted = 1000;

    private static readonly TimeSpan EventsLimit = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan OrderAgain = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestRest = TimeSpan.FromMinutes(5);

    private readonly SemaphoreSlim _gate = new(1);
    // Uid → what was said at the end, which is final.
    private readonly Dictionary<string, WorkerObservation> _ended = new(StringComparer.Ordinal);
    // Uid → the order that is being given, and when it may be given again.
    private readonly Dictionary<string, (Task Giving, TimeSpan Again)> _orders = new(StringComparer.Ordinal);
    private TimeSpan? _due;

    /// <summary>What is said of the pods.</summary>
    public WorkerBoard Board { get; } = new();

    /// <summary>Goes round whenever something changes or is due, until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                var changed = book.Changed;
                await LookAsync(cancellationToken);
                var rest = _due - book.Now is { } until && until < LongestRest ? until : LongestRest;
                using var wake = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
                await Task.WhenAny(changed, Task.Delay(rest > TimeSpan.Zero ? rest : TimeSpan.Zero, time, wake.Token));
                await wake.CancelAsync();
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                LogRoundFailed(exception);
                await Task.Delay(OrderAgain, time, cancellationToken).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            }
        }
    }

    /// <summary>One round.</summary>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            var deleted = Board.View.Deleted;
            foreach (var pod in book.TakeVanished())
            {
                if (Board.View.Workers.GetValueOrDefault(pod.Name) is not { } told)
                    continue;
                if (deleted.Count >= MostDeleted)
                    deleted = deleted.Remove(deleted.Keys.First());
                // Taken once and never again: whoever asked may go, the reason may not.
                deleted = deleted.SetItem(pod.Name, await EnrichAsync(pod, PodVerdict.Gone(pod, told), CancellationToken.None));
            }

            var entries = book.Entries;
            var workers = ImmutableDictionary.CreateBuilder<string, WorkerObservation>();
            _due = null;
            foreach (var (name, entry) in entries)
                workers[name] = await JudgeAsync(entry, cancellationToken);
            Clean(entries);
            Board.Publish(workers.ToImmutable(), deleted.RemoveRange(entries.Keys));
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _gate.Dispose();

    private async Task<WorkerObservation> JudgeAsync(PodEntry entry, CancellationToken cancellationToken)
    {
        var pod = entry.State;
        if (_ended.TryGetValue(pod.Uid, out var final))
            return final;
        var judgement = verdict.Judge(pod, entry.Times, book.Now);
        if (judgement.Again is { } again)
            Due(again);
        if (judgement.Order is { } order)
            Give(pod, order, cancellationToken);
        if (judgement.Observation.Phase != WorkerPhase.Ended)
            return judgement.Observation;
        return _ended[pod.Uid] = await EnrichAsync(pod, judgement.Observation, cancellationToken);
    }

    private void Give(PodState pod, PodOrder order, CancellationToken cancellationToken)
    {
        var now = book.Now;
        if (_orders.TryGetValue(pod.Uid, out var known) && (!known.Giving.IsCompleted || known.Again > now))
        {
            Due(known.Giving.IsCompleted ? known.Again : now + OrderAgain);
            return;
        }

        Due(now + OrderAgain);
        _orders[pod.Uid] = (Task.Run(() => GiveAsync(pod, order, cancellationToken), CancellationToken.None), now + OrderAgain);
    }

    private async Task GiveAsync(PodState pod, PodOrder order, CancellationToken cancellationToken)
    {
        try
        {
            LogGiven(pod.Name, order.Reason, order.Message);
            await stopper.StopAsync(pod, order, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            LogNotGiven(pod.Name);
        }
        catch (Exception exception)
        {
            LogOrderFailed(exception, pod.Name);
        }
    }

    // Why it failed stands in Kubernetes' events: an exit code needs no more words.
    private async Task<WorkerObservation> EnrichAsync(PodState pod, WorkerObservation worker, CancellationToken cancellationToken)
    {
        if (worker.Reason is ReasonCode.None or ReasonCode.ExitCode or ReasonCode.Cancelled or ReasonCode.OutOfMemory or ReasonCode.DeadlineExceeded)
            return worker;
        using var limit = new CancellationTokenSource(EventsLimit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            var words = EventWords.Of(await api.ListEventsAsync(pod.Namespace, pod.Uid, either.Token));
            return words.Length == 0 ? worker : worker with { Message = $"{worker.Message} {words}".Trim() };
        }
        catch (Exception exception) when (exception is ApiException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return worker with { Message = $"{worker.Message} (Kubernetes' events could not be read: {exception.Message})".Trim() };
        }
    }

    private void Due(TimeSpan at) => _due = _due is { } due && due < at ? due : at;

    private void Clean(ImmutableDictionary<string, PodEntry> entries)
    {
        var there = entries.Values.Select(entry => entry.State.Uid).ToHashSet(StringComparer.Ordinal);
        foreach (var uid in _ended.Keys.Where(uid => !there.Contains(uid)).ToList())
            _ended.Remove(uid);
        foreach (var uid in _orders.Where(pair => !there.Contains(pair.Key) && pair.Value.Giving.IsCompleted).Select(pair => pair.Key).ToList())
            _orders.Remove(uid);
    }

    [LoggerMessage(1, LogLevel.Warning, "A round over the pods failed; the next one tries again.")]
    private partial void LogRoundFailed(Exception exception);

    [LoggerMessage(2, LogLevel.Information, "Ending the pod {Pod}: {Reason}. {Message}")]
    private partial void LogGiven(string pod, ReasonCode reason, string? message);

    [LoggerMessage(3, LogLevel.Warning, "The order to end the pod {Pod} did not reach the API server; it is given again.")]
    private partial void LogOrderFailed(Exception exception, string pod);

    [LoggerMessage(4, LogLevel.Debug, "The order to end the pod {Pod} is left to the agent's next start.")]
    private partial void LogNotGiven(string pod);
}
