using Actors.Runtimes.Kubernetes.Api;
using Microsoft.Extensions.Logging;

namespace Actors.Runtimes.Kubernetes.Watching;

/// <summary>
/// Keeps the book of one namespace: a list, a watch from there on, and the list again after a while whatever the watch said, so that nothing that a watch lost
/// stays lost. An API server that is away is asked again until it is back.
/// </summary>
internal sealed partial class PodWatcher(KubernetesApi api, PodBook book, string @namespace, string selector, string agent, TimeSpan relist, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private readonly TaskCompletionSource _listed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _failedSince;
    private int _failures;

    /// <summary>Completes with the first list.</summary>
    public Task Listed => _listed.Task;

    /// <summary>Why there is no answer, while there is none.</summary>
    public string? Problem { get; private set; }

    /// <summary>Runs until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await CycleAsync(cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (ApiException exception) when (exception.IsExpired && _failures == 0)
            {
                _failures = 1;
                KubernetesMetrics.Relisted(agent);
                LogExpired(@namespace, exception.Message);
            }
            catch (Exception exception)
            {
                await FailedAsync(exception, cancellationToken);
            }
        }
    }

    private async Task CycleAsync(CancellationToken cancellationToken)
    {
        var asOf = book.Written;
        var (pods, version) = await api.ListPodsAsync(@namespace, selector, cancellationToken);
        book.Replace(@namespace, pods, asOf);
        _listed.TrySetResult();
        Answered();
        var begin = time.GetTimestamp();
        while (relist - time.GetElapsedTime(begin) is var rest && rest > TimeSpan.Zero)
        {
            var begun = time.GetTimestamp();
            await api.WatchPodsAsync(@namespace, selector, version, rest, change =>
            {
                _failures = 0;
                version = change.Pod.Metadata.ResourceVersion;
                if (change.Kind == PodEventKind.Changed)
                    book.Write(change.Pod);
                else if (change.Kind == PodEventKind.Deleted)
                    book.Vanish(change.Pod);
            }, cancellationToken);

            // A watch that is ended at once, again and again, costs no more than this.
            if (time.GetElapsedTime(begun) < FirstPause)
                await Task.Delay(FirstPause, time, cancellationToken);
        }

        _failures = 0;
    }

    private void Answered()
    {
        if (Problem is null)
            return;
        Problem = null;
        LogBack(@namespace, time.GetElapsedTime(_failedSince).TotalSeconds);
    }

    private async Task FailedAsync(Exception exception, CancellationToken cancellationToken)
    {
        KubernetesMetrics.Relisted(agent);
        if (Problem is null)
        {
            _failedSince = time.GetTimestamp();
            LogAway(exception, @namespace, agent);
        }

        Problem = exception.Message;
        var pause = FirstPause * Math.Pow(2, Math.Min(_failures++, 10));
        try
        {
            await Task.Delay(pause < LongestPause ? pause : LongestPause, time, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            LogEnded(@namespace);
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "The pods of agent {Agent} in namespace {Namespace} cannot be watched; it is tried again until they can.")]
    private partial void LogAway(Exception exception, string @namespace, string agent);

    [LoggerMessage(2, LogLevel.Information, "The pods in namespace {Namespace} are watched again, after {Seconds:0.0} s.")]
    private partial void LogBack(string @namespace, double seconds);

    [LoggerMessage(3, LogLevel.Debug, "The watch of namespace {Namespace} is too old ({Words}); the list is read anew.")]
    private partial void LogExpired(string @namespace, string words);

    [LoggerMessage(4, LogLevel.Debug, "The watch of namespace {Namespace} ends.")]
    private partial void LogEnded(string @namespace);
}
