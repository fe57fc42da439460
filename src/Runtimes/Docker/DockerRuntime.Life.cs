using Docker.DotNet.Models;

namespace Actors.Runtimes.Docker;

public sealed partial class DockerRuntime
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan RoundLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan LeastPause = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _beginning = new(1);
    private readonly HashSet<string> _dirty = [];
    private TaskCompletionSource _wake = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile Task? _loop;
    private bool _lookAtAll;

    /// <summary>Ends the looking after. The workers run on.</summary>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        if (_loop is { } loop)
            await loop;
        _orders.Dispose();
        _connection.Dispose();
        _beginning.Dispose();
    }

    private async ValueTask EnterAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_end.IsCancellationRequested, this);
        if (_loop is not null)
            return;
        await _beginning.WaitAsync(cancellationToken);
        try
        {
            if (_loop is not null)
                return;
            if (await _remover.CollectAsync(cancellationToken) is > 0 and var count)
                LogCollected(count, _settings.AgentName);
            await _keeper.LookAtAllAsync(cancellationToken);
            LogReady(_settings.AgentName, _connection.Endpoint.Text, _network.Name);
            if (_connection.Endpoint.Unprotected)
                LogUnprotected(_connection.Endpoint.Text, _settings.AgentName);
            _loop = Task.WhenAll(Task.Run(RunAsync, CancellationToken.None), Task.Run(() => _events.RunAsync(_end.Token), CancellationToken.None));
        }
        finally
        {
            _beginning.Release();
        }
    }

    private async Task RunAsync()
    {
        var last = _time.GetTimestamp();
        while (!_end.IsCancellationRequested)
        {
            try
            {
                using var limit = CancellationTokenSource.CreateLinkedTokenSource(_end.Token);
                var wake = _wake.Task;
                await WaitAsync(wake, LookEvery - _time.GetElapsedTime(last));
                limit.CancelAfter(RoundLimit);
                var (all, names) = TakeDirty(wake.IsCompleted);
                if (all || _time.GetElapsedTime(last) >= LookEvery)
                {
                    last = _time.GetTimestamp();
                    await _keeper.LookAtAllAsync(limit.Token);
                }
                else
                {
                    foreach (var name in names)
                        await _keeper.LookAtAsync(name, limit.Token);
                }

                await _keeper.LookAfterAsync(limit.Token);
            }
            catch (OperationCanceledException) when (_end.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                // Which of them was looked at is not known: the next round looks at all.
                LogRoundFailed(exception, _settings.AgentName);
                await Task.Delay(AfterFailure, _time, _end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                LookSoon();
            }
        }
    }

    private async Task WaitAsync(Task wake, TimeSpan left)
    {
        var due = await _keeper.DueInAsync(_end.Token);
        var time = due is { } earlier && earlier < left ? earlier : left;
        await Task.WhenAny(wake, Task.Delay(time > LeastPause ? time : LeastPause, _time, _end.Token));
        _end.Token.ThrowIfCancellationRequested();
    }

    private (bool All, IReadOnlyList<string> Names) TakeDirty(bool woken)
    {
        lock (_dirty)
        {
            if (woken)
                _wake = new(TaskCreationOptions.RunContinuationsAsynchronously);
            var taken = (_lookAtAll, _dirty.ToList());
            _lookAtAll = false;
            _dirty.Clear();
            return taken;
        }
    }

    private void Happened(Message message)
    {
        if (message.Actor?.Attributes is not { } attributes || !attributes.TryGetValue("name", out var name))
            return;
        if (message.Action == "oom")
            _inspector.OutOfMemory(message.Actor.ID);
        if (message.Action is not ("create" or "start" or "die" or "oom" or "pause" or "unpause" or "destroy"))
            return;
        lock (_dirty)
        {
            _dirty.Add(name);
            _wake.TrySetResult();
        }
    }

    private void LookSoon()
    {
        lock (_dirty)
        {
            _lookAtAll = true;
            _wake.TrySetResult();
        }
    }

    private void Wake()
    {
        lock (_dirty)
            _wake.TrySetResult();
    }
}
