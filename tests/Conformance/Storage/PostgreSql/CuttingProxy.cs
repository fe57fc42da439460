using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Actors.Conformance.Storage.PostgreSql;

/// <summary>The network between a silo and the server: passes everything on until it is told to fail. Sees statements that are not prepared.</summary>
public sealed class CuttingProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly int _server;
    private readonly Task _accepting;
    private Fault? _fault;
    private volatile bool _silent;
    private volatile int _faults;

    private sealed record Fault(Func<byte[], bool, bool> Strikes, bool PassOn, Action Then);

    public CuttingProxy(int server)
    {
        _server = server;
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync();
    }

    public int Port { get; }

    /// <summary>How many faults have happened.</summary>
    public int Faults => _faults;

    /// <summary>The next commit of a transaction that wrote reaches the server, which carries it out; its answer is lost with the connection.</summary>
    public void LoseAnswerOfNextCommit(Action? then = null) => _fault = new(IsCommit, PassOn: true, then ?? (() => { }));

    /// <summary>The next commit of a transaction that wrote does not reach the server; the connection is gone.</summary>
    public void LoseNextCommit() => _fault = new(IsCommit, PassOn: false, () => { });

    /// <summary>The connection is gone before a statement that contains a text reaches the server.</summary>
    public void LoseNext(string text) => _fault = new((sent, _) => Contains(sent, text), PassOn: false, () => { });

    /// <summary>From now on one in so many commits is lost, or its answer, by chance.</summary>
    public void LoseCommitsByChance(int seed, int oneIn)
    {
        var random = new Random(seed);
        Arm(passOn: random.Next(2) == 0);

        void Arm(bool passOn) => _fault = new((sent, wrote) => IsCommit(sent, wrote) && Draw(oneIn) == 0, passOn, () => Arm(Draw(2) == 0));

        int Draw(int below)
        {
            lock (random) return random.Next(below);
        }
    }

    /// <summary>From now on nothing passes, and nobody is told.</summary>
    public void FallSilent() => _silent = true;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _accepting;
        _stop.Dispose();
    }

    private static bool IsCommit(byte[] sent, bool wrote) => wrote && Contains(sent, "COMMIT\0");

    private static bool Contains(byte[] sent, string text) => sent.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0;

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true) connections.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var server = new TcpClient();
        using var _ = client;
        try
        {
            await server.ConnectAsync(IPAddress.Loopback, _server, _stop.Token);
            var muted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var answered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await Task.WhenAny(SendAsync(client.GetStream(), server.GetStream(), muted, answered.Task), AnswerAsync(server.GetStream(), client.GetStream(), muted.Task, answered));
        }
        catch (Exception error) when (error is SocketException or IOException or OperationCanceledException)
        {
            // One side is gone, and so is the other.
        }
    }

    private async Task SendAsync(NetworkStream client, NetworkStream server, TaskCompletionSource muted, Task answered)
    {
        var buffer = new byte[1 << 20];
        var wrote = false;
        for (int read; (read = await client.ReadAsync(buffer, _stop.Token)) > 0;)
        {
            if (_silent) await Task.Delay(Timeout.Infinite, _stop.Token);
            var sent = buffer[..read];
            wrote |= Contains(sent, "pg_current_xact_id");
            if (_fault is { } fault && fault.Strikes(sent, wrote) && Interlocked.CompareExchange(ref _fault, null, fault) == fault)
            {
                if (fault.PassOn)
                {
                    muted.SetResult();
                    await server.WriteAsync(sent, _stop.Token);
                    await answered;
                }
                fault.Then();
                Interlocked.Increment(ref _faults);
                return;
            }
            if (Contains(sent, "COMMIT\0")) wrote = false;
            await server.WriteAsync(sent, _stop.Token);
        }
    }

    private async Task AnswerAsync(NetworkStream server, NetworkStream client, Task muted, TaskCompletionSource answered)
    {
        var buffer = new byte[1 << 20];
        for (int read; (read = await server.ReadAsync(buffer, _stop.Token)) > 0;)
        {
            if (_silent) await Task.Delay(Timeout.Infinite, _stop.Token);
            if (!muted.IsCompleted) await client.WriteAsync(buffer.AsMemory(0, read), _stop.Token);
            else
            {
                // Whatever comes back means that it was carried out.
                answered.SetResult();
                await Task.Delay(Timeout.Infinite, _stop.Token);
            }
        }
    }
}
