using System.Net;
using System.Net.Sockets;
using Actors.Testing;

namespace Actors.Cluster.Support;

/// <summary>
/// The network before a place, or before several that do the same, of which each connection gets one: passes everything on until it is cut. Then nothing passes, and
/// nobody is told; once it is healed, connections from before are gone.
/// </summary>
internal sealed class Wire : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, FreePorts.Take());
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<Task<Uri>> _target;
    private readonly Task _accepting;
    private volatile TaskCompletionSource? _cut;

    public Wire(Uri target)
        : this(() => Task.FromResult(target))
    {
    }

    public Wire(Func<Task<Uri>> target)
    {
        _target = target;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>Where the target is reached through this wire.</summary>
    public Uri Address => new UriBuilder("http", IPAddress.Loopback.ToString(), ((IPEndPoint)_listener.LocalEndpoint).Port).Uri;

    public void Cut() => _cut = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Heal()
    {
        var cut = _cut;
        _cut = null;
        cut?.SetResult();
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                connections.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var near = client;
        using var far = new TcpClient();
        try
        {
            await SilenceAsync();
            var target = await _target();
            await far.ConnectAsync(target.Host, target.Port, _stop.Token);
            await Task.WhenAny(PassAsync(near.GetStream(), far.GetStream()), PassAsync(far.GetStream(), near.GetStream()));
        }
        catch (Exception e) when (e is SocketException or IOException or OperationCanceledException)
        {
            // One side is gone, and so is the other.
        }
    }

    private async Task PassAsync(NetworkStream from, NetworkStream to)
    {
        var buffer = new byte[1 << 16];
        for (int read; (read = await from.ReadAsync(buffer, _stop.Token)) > 0;)
        {
            if (await SilenceAsync())
            {
                return;
            }

            await to.WriteAsync(buffer.AsMemory(0, read), _stop.Token);
        }
    }

    /// <summary>Waits while the wire is cut; whether it was.</summary>
    private async Task<bool> SilenceAsync()
    {
        if (_cut is not { } cut)
        {
            return false;
        }

        await cut.Task.WaitAsync(_stop.Token);
        return true;
    }
}
