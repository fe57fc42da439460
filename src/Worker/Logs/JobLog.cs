using System.Text;

namespace Actors.Worker.Logs;

/// <summary>What a job prints: masked first, then echoed to standard output (the engine's own log) and given to the shipper.</summary>
internal sealed class JobLog(SecretSet secrets, Stream echo, LogShipper shipper) : IDisposable
{
    private const int TailBytes = 2048;
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly Masker _masker = new(secrets);
    private readonly Queue<byte> _tail = new();
    private bool _echoLost;
    private bool _atLineStart = true;

    /// <summary>Takes output of a process.</summary>
    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            await PassOnAsync(_masker.Write(bytes.Span), cancellationToken);
            _atLineStart = bytes.Length == 0 ? _atLineStart : bytes.Span[^1] == (byte)'\n';
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>A line of the worker's own, marked as such.</summary>
    public ValueTask LineAsync(string text, CancellationToken cancellationToken) =>
        WriteAsync(Encoding.UTF8.GetBytes($"{(_atLineStart ? "" : "\n")}actors: {text}\n"), cancellationToken);

    /// <summary>Shows what the masker holds back; the output so far is complete.</summary>
    public async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            await PassOnAsync(_masker.Flush(), cancellationToken);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>A text without its secrets.</summary>
    public string Mask(string text) => secrets.Mask(text);

    /// <summary>The last lines so far, masked.</summary>
    public string Tail(int lines)
    {
        var text = Encoding.UTF8.GetString([.. _tail]).TrimEnd();
        return string.Join('\n', text.Split('\n').TakeLast(lines));
    }

    /// <inheritdoc/>
    public void Dispose() => _gate.Dispose();

    private async ValueTask PassOnAsync(byte[] masked, CancellationToken cancellationToken)
    {
        if (masked.Length == 0)
        {
            return;
        }
        foreach (var value in masked.AsSpan(Math.Max(0, masked.Length - TailBytes)))
        {
            _tail.Enqueue(value);
        }
        while (_tail.Count > TailBytes)
        {
            _tail.Dequeue();
        }
        await EchoAsync(masked, cancellationToken);
        await shipper.WriteAsync(masked, cancellationToken);
    }

    private async ValueTask EchoAsync(byte[] masked, CancellationToken cancellationToken)
    {
        if (_echoLost)
        {
            return;
        }
        try
        {
            await echo.WriteAsync(masked, cancellationToken);
            await echo.FlushAsync(cancellationToken);
        }
        catch (IOException e)
        {
            // The engine's log is the second copy; the first one goes on.
            _echoLost = true;
            await shipper.WriteAsync(Encoding.UTF8.GetBytes($"actors: standard output is lost: {secrets.Mask(e.Message)}\n"), cancellationToken);
        }
    }
}
