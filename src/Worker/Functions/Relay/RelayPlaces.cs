using System.Net.Sockets;

namespace Actors.Worker.Functions.Relay;

/// <summary>
/// The places for connections. Any program of the machine may take one, so who has not shown a token yet is a stranger, and makes room when there are no more: who holds places only to hold them delays nobody.
/// </summary>
/// <param name="count">How many.</param>
/// <param name="time">The clock.</param>
internal sealed class RelayPlaces(int count, TimeProvider time) : IDisposable
{
    /// <summary>Time that a stranger has for sure: many calls of the function at one moment are no reason to drop one.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(250);
    private readonly SemaphoreSlim _free = new(count);
    private readonly List<(Socket Socket, long Since)> _strangers = [];

    /// <summary>Takes a place, for a stranger. When all are taken, the oldest stranger is cut; where all have shown their token, it waits.</summary>
    /// <param name="socket">The connection; is disposed when there is no place any more.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task TakeAsync(Socket socket, CancellationToken cancellationToken)
    {
        try
        {
            if (!await _free.WaitAsync(Oldest(), cancellationToken))
            {
                Cut();
                await _free.WaitAsync(cancellationToken);
            }
        }
        catch
        {
            socket.Dispose();
            throw;
        }
        lock (_strangers)
        {
            _strangers.Add((socket, time.GetTimestamp()));
        }
    }

    /// <summary>A connection has shown its token.</summary>
    public void Know(Socket socket)
    {
        lock (_strangers)
        {
            _strangers.RemoveAll(each => each.Socket == socket);
        }
    }

    /// <summary>A connection is over.</summary>
    public void Free(Socket socket)
    {
        Know(socket);
        _free.Release();
    }

    /// <summary>Waits until all are free. None is given away any more.</summary>
    public async Task AllFreeAsync()
    {
        for (var place = 0; place < count; place++)
        {
            await _free.WaitAsync();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _free.Dispose();

    // How long the oldest stranger may still stay; without end: there is none.
    private TimeSpan Oldest()
    {
        lock (_strangers)
        {
            return _strangers is not [var oldest, ..] ? Timeout.InfiniteTimeSpan
                : Grace - time.GetElapsedTime(oldest.Since) is { Ticks: > 0 } rest ? rest : TimeSpan.Zero;
        }
    }

    private void Cut()
    {
        lock (_strangers)
        {
            if (_strangers is [var oldest, ..])
            {
                _strangers.RemoveAt(0);
                oldest.Socket.Dispose();
            }
        }
    }
}
