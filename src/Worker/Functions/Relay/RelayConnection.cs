using System.Net.Sockets;

namespace Actors.Worker.Functions.Relay;

/// <summary>
/// One call of the function, on a connection of its own. When whoever calls hangs up, the call is not passed on any more: nothing is written that nobody waits for.
/// </summary>
/// <param name="socket">The connection; is closed.</param>
/// <param name="forward">Passes a call on.</param>
/// <param name="time">The clock.</param>
internal sealed class RelayConnection(Socket socket, Func<RelayRequest, CancellationToken, Task<RelayAnswer>> forward, TimeProvider time)
{
    /// <summary>Time for a whole request to arrive, and for an answer to be taken.</summary>
    private static readonly TimeSpan Passage = TimeSpan.FromSeconds(30);
    /// <summary>Time between two signs that an answer will come: the public SDK for Python waits for 5 s.</summary>
    private static readonly TimeSpan SignPeriod = TimeSpan.FromSeconds(2);
    /// <summary>Time for the answer to be read: a connection that is closed with something unread may lose it.</summary>
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(2);
    private static readonly byte[] Sign = "HTTP/1.1 100 Continue\r\n\r\n"u8.ToArray();

    /// <summary>Serves it.</summary>
    /// <param name="end">Ends it at once.</param>
    public async Task ServeAsync(CancellationToken end)
    {
        await using var stream = new NetworkStream(socket, ownsSocket: true);
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(end);
        var watch = Task.CompletedTask;
        try
        {
            var (request, refusal) = await ReadAsync(stream, gone.Token);
            watch = WatchAsync(stream, gone);
            var answer = request is null ? refusal! : await AnswerAsync(request, stream, gone);
            await WriteAsync(stream, answer, end);
            await watch.WaitAsync(Farewell, time, end);
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException or OperationCanceledException or TimeoutException)
        {
            // Nobody listens any more.
        }
        finally
        {
            socket.Dispose();
            await watch;
        }
    }

    private async Task<(RelayRequest? Request, RelayAnswer? Refusal)> ReadAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(Passage, time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        try
        {
            return (await new RelayReader(stream).ReadAsync(limit.Token), null);
        }
        catch (RelayRefusal e)
        {
            return (null, e.Answer);
        }
    }

    private async Task<RelayAnswer> AnswerAsync(RelayRequest request, NetworkStream stream, CancellationTokenSource gone)
    {
        var work = forward(request, gone.Token);
        try
        {
            while (request.WantsSigns && await Task.WhenAny(work, Task.Delay(SignPeriod, time, gone.Token)) != work)
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

    private async Task WriteAsync(NetworkStream stream, RelayAnswer answer, CancellationToken end)
    {
        using var late = new CancellationTokenSource(Passage, time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(end, late.Token);
        await stream.WriteAsync(answer.ToBytes(), limit.Token);
        socket.Shutdown(SocketShutdown.Send);
    }

    // Until the other side closes; what it sends beyond its one request is read and forgotten. One that closes its own direction only looks the same, and is no client of HTTP.
    private static async Task WatchAsync(NetworkStream stream, CancellationTokenSource gone)
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
