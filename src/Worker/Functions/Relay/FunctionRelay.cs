using System.Net;
using System.Net.Sockets;
using Actors.Contracts.Activities;
using Actors.Contracts.Workers;
using Actors.Worker.Jobs;
using Actors.Worker.Session;

namespace Actors.Worker.Functions.Relay;

/// <summary>
/// Where a function reaches the controller while it runs: on loopback, without TLS, and whether the controller is there at the moment or not. It passes on the calls of
/// the function protocol and no others, of who has the job's tokens and of nobody else, and adds no credential.
/// </summary>
internal sealed class FunctionRelay : IAsyncDisposable
{
    /// <summary>Most connections at a time: more than calls, since some wait and some are nobody's.</summary>
    public const int MaxConnections = 64;
    private static readonly TimeSpan AcceptPause = TimeSpan.FromMilliseconds(100);
    private readonly Socket _listener;
    private readonly RelayForwarder _forwarder;
    private readonly RelayTokens _tokens;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _end;
    private readonly SemaphoreSlim _calls = new(FunctionProtocol.MaxCalls);
    private readonly RelayPlaces _places;
    private readonly Task _accepting;

    private FunctionRelay(Socket listener, ControllerClient controller, JobControl control, RelayTokens tokens, TimeProvider time)
    {
        (_listener, _tokens, _time) = (listener, tokens, time);
        _places = new RelayPlaces(MaxConnections, time);
        _forwarder = new RelayForwarder(controller, control, time);
        // A worker that must not speak any more does not speak for its function either.
        _end = CancellationTokenSource.CreateLinkedTokenSource(control.Abandoned);
        Address = $"http://{_listener.LocalEndPoint}";
        _accepting = AcceptAsync();
    }

    /// <summary>Its address, without a slash at its end.</summary>
    public string Address { get; }

    /// <summary>Starts one.</summary>
    /// <exception cref="JobFailure">There is no loopback to listen on.</exception>
    public static FunctionRelay Start(ControllerClient controller, JobControl control, RelayTokens tokens, TimeProvider time)
    {
        var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            listener.Listen(MaxConnections);
            return new FunctionRelay(listener, controller, control, tokens, time);
        }
        catch (SocketException e)
        {
            listener.Dispose();
            throw new JobFailure(ReasonCode.StartError, $"The worker cannot listen on 127.0.0.1, where functions reach the controller: {e.Message}");
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _accepting;
        await _places.AllFreeAsync();
        _places.Dispose();
        _calls.Dispose();
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                if (await NextAsync() is { } socket)
                {
                    await _places.TakeAsync(socket, _end.Token);
                    _ = ServeAsync(socket);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // It is over: who waits to be taken is told so.
            _listener.Dispose();
        }
    }

    // The next connection; null: there was none.
    private async Task<Socket?> NextAsync()
    {
        try
        {
            return await _listener.AcceptAsync(_end.Token);
        }
        catch (SocketException)
        {
            // A connection that ended before it was taken, or too many open files.
            await Task.Delay(AcceptPause, _time, _end.Token);
            return null;
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        try
        {
            await using var stream = new NetworkStream(socket, ownsSocket: true);
            await new RelayConnection(stream, _tokens, () => _places.Know(socket), _calls, _forwarder.ForwardAsync, _time).ServeAsync(_end.Token);
        }
        finally
        {
            _places.Free(socket);
        }
    }
}
