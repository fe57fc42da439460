namespace Actors.Runtimes.Docker;

/// <summary>Lets one at a time through for each key.</summary>
internal sealed class KeyedGate
{
    private readonly Dictionary<string, Slot> _slots = [];

    /// <summary>Waits for the key's turn, which ends when the answer is disposed.</summary>
    public async Task<IDisposable> EnterAsync(string key, CancellationToken cancellationToken)
    {
        Slot slot;
        lock (_slots)
        {
            slot = _slots.TryGetValue(key, out var known) ? known : _slots[key] = new();
            slot.Users++;
        }

        try
        {
            await slot.Turn.WaitAsync(cancellationToken);
        }
        catch
        {
            Leave(key, slot);
            throw;
        }

        return new Pass(this, key, slot);
    }

    private void Leave(string key, Slot slot)
    {
        lock (_slots)
        {
            if (--slot.Users > 0)
                return;
            _slots.Remove(key);
            slot.Turn.Dispose();
        }
    }

    private sealed class Slot
    {
        public SemaphoreSlim Turn { get; } = new(1);
        public int Users { get; set; }
    }

    private sealed class Pass(KeyedGate gate, string key, Slot slot) : IDisposable
    {
        public void Dispose()
        {
            slot.Turn.Release();
            gate.Leave(key, slot);
        }
    }
}
