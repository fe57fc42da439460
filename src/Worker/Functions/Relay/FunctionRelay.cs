using System.Net;
using System.Net.Sockets;
using Actors.Contracts.Activities;
using Actors.Contracts.Workers;
using Actors.Worker.Jobs;
using Actors.Worker.Session;

namespace Actors.Worker.Functions.Relay;

/// <summary>
/// Where a function reaches the controller while it runs: on loopback, without TLS, and whether the controller is there at the moment or not. It passes on the calls of
/// the function protocol and no others, and adds no credential: who finds the port has no more than who finds the controller.
/// </summary>
internal sealed class FunctionRelay : IAsyncDisposable
{
    private const int MaxCalls = FunctionProtocol.MaxCalls;
    private static readonly TimeSpan AcceptPause = TimeSpan.FromMilliseconds(100);
    private readonly Socket _listener;
    private readonly RelayForwarder _forwarder;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _end;
    private readonly SemaphoreSlim _free = new(MaxCalls);
    private readonly Task _accepting;

    private FunctionRelay(Socket listener, ControllerClient controller, JobControl control, TimeProvider time)
    {
        (_listener, _time) = (listener, time);
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
    public static FunctionRelay Start(ControllerClient controller, JobControl control, TimeProvider time)
    {
        var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            listener.Listen(MaxCalls * 4);
            return new FunctionRelay(listener, controller, control, time);
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
        for (var call = 0; call < MaxCalls; call++)
        {
            await _free.WaitAsync();
        }
        _free.Dispose();
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                await _free.WaitAsync(_end.Token);
                if (await NextAsync() is { } socket)
                {
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

    // The next connection; null, and the place is free again: there was none.
    private async Task<Socket?> NextAsync()
    {
        try
        {
            return await _listener.AcceptAsync(_end.Token);
        }
        catch (SocketException)
        {
            // A connection that ended before it was taken, or too many open files.
            _free.Release();
            await Task.Delay(AcceptPause, _time, _end.Token);
            return null;
        }
        catch
        {
            _free.Release();
            throw;
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        try
        {
            await new RelayConnection(socket, _forwarder.ForwardAsync, _time).ServeAsync(_end.Token);
        }
        finally
        {
            _free.Release();
        }
    }
}
