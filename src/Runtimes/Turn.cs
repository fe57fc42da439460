namespace Actors.Runtimes;

/// <summary>One's turn at something that one at a time may do; it ends when this is disposed.</summary>
internal readonly struct Turn : IDisposable
{
    private readonly SemaphoreSlim _gate;

    private Turn(SemaphoreSlim gate) => _gate = gate;

    /// <summary>Waits for one's turn.</summary>
    public static async Task<Turn> TakeAsync(SemaphoreSlim gate, CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        return new(gate);
    }

    /// <summary>Ends the turn.</summary>
    public void Dispose() => _gate.Release();
}
