using System.Net.Sockets;

namespace Actors.Worker.Functions.Relay;

/// <summary>
/// One call of the function, on a connection of its own. When whoever calls hangs up, the call is not passed on any more: nothing is written that nobody waits for.
/// </summary>
/// <param name="stream">The connection; is closed.</param>
/// <param name="tokens">What a call must show before its body is read.</param>
/// <param name="known">It has shown it.</param>
/// <param name="calls">The places for calls: of as many a body is held at a time.</param>
/// <param name="forward">Passes a call on.</param>
/// <param name="time">The clock.</param>
internal sealed class RelayConnection(
    NetworkStream stream, RelayTokens tokens, Action known, SemaphoreSlim calls, Func<RelayRequest, CancellationToken, Task<RelayAnswer>> forward, TimeProvider time)
{
    /// <summary>Time for the head of a request to arrive: whoever sends it is on this machine, and may be anybody.</summary>
    private static readonly TimeSpan Introduction = TimeSpan.FromSeconds(5);
    /// <summary>Time for a body to arrive, and for an answer to be taken.</summary>
    private static readonly TimeSpan Passage = TimeSpan.FromSeconds(30);
    /// <summary>Time between two signs that an answer will come: the public SDK for Python waits for 5 s.</summary>
    private static readonly TimeSpan SignPeriod = TimeSpan.FromSeconds(2);
    /// <summary>Time for the answer to be read: a connection that is closed with something unread may lose it.</summary>
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(2);
    private static readonly byte[] Sign = "HTTP/1.1 100 Continue\r\n\r\n"u8.ToArray();
    private Task? _watch;

    /// <summary>Serves it.</summary>
    /// <param name="end">Ends it at once.</param>
    public async Task ServeAsync(CancellationToken end)
    {
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(end);
        try
        {
            var answer = await AnswerAsync(gone);
            _watch ??= WatchAsync(gone);
            await WriteAsync(answer, end);
            await _watch.WaitAsync(Farewell, time, end);
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException or OperationCanceledException or TimeoutException)
        {
            // Nobody listens any more.
        }
        finally
        {
            await stream.DisposeAsync();
            await (_watch ?? Task.CompletedTask);
        }
    }

    private async Task<RelayAnswer> AnswerAsync(CancellationTokenSource gone)
    {
        var reader = new RelayReader(stream);
        try
        {
            var head = await InTimeAsync(Introduction, reader.HeadAsync, gone.Token);
            if (!tokens.Open(head.Route, head.Headers))
            {
                return RelayAnswer.Error(401, "Unauthorized", $"{head.Route.Path} is opened by the token that this call of the function was given, in the header {head.Route.TokenHeader}.");
            }
            known();
            return await SignAsync(CallAsync(reader, head, gone), head.WantsSigns, gone);
        }
        catch (RelayRefusal e)
        {
            return e.Answer;
        }
    }

    private async Task<RelayAnswer> CallAsync(RelayReader reader, RelayHead head, CancellationTokenSource gone)
    {
        await calls.WaitAsync(gone.Token);
        try
        {
            var body = await InTimeAsync(Passage, limit => reader.BodyAsync(head, limit), gone.Token);
            _watch = WatchAsync(gone);
            return await forward(new RelayRequest(head.Route, head.Method, head.Query, head.Headers, body), gone.Token);
        }
        finally
        {
            calls.Release();
        }
    }

    // Signs while the work goes on, also while it waits for its place.
    private async Task<RelayAnswer> SignAsync(Task<RelayAnswer> work, bool wanted, CancellationTokenSource gone)
    {
        try
        {
            while (wanted && await Task.WhenAny(work, Task.Delay(SignPeriod, time, gone.Token)) != work)
            {
                await stream.WriteAsync(Sign, gone.Token);
            }
            return await work;
        }
        finally
        {
            if (!work.IsCompleted)
            {
                await gone.CancelAsync();
                await ((Task)work).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task<T> InTimeAsync<T>(TimeSpan longest, Func<CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(longest, time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        return await read(limit.Token);
    }

    private async Task WriteAsync(RelayAnswer answer, CancellationToken end)
    {
        using var late = new CancellationTokenSource(Passage, time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(end, late.Token);
        await stream.WriteAsync(answer.ToBytes(), limit.Token);
        stream.Socket.Shutdown(SocketShutdown.Send);
    }

    // Until the other side closes; what it sends beyond its one request is read and forgotten. One that closes its own direction only looks the same, and is no client of HTTP.
    private async Task WatchAsync(CancellationTokenSource gone)
    {
        var rest = new byte[4096];
        try
        {
            while (await stream.ReadAsync(rest, gone.Token) > 0)
            {
            }
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // It is closed, then.
        }
        await gone.CancelAsync();
    }
}
