namespace Actors.Silo.Environments;

/// <summary>Counts who follows logs on this silo: each holds a connection and reads the store.</summary>
internal sealed class LogFollowers
{
    /// <summary>As many may at a time.</summary>
    public const int Most = 200;

    private int _count;

    /// <summary>Takes a place.</summary>
    /// <returns>What gives it back; null when there is none.</returns>
    public IDisposable? TryEnter()
    {
        if (Interlocked.Increment(ref _count) <= Most)
        {
            return new Place(this);
        }

        Interlocked.Decrement(ref _count);
        return null;
    }

    private sealed class Place(LogFollowers followers) : IDisposable
    {
        private int _left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _left, 1) == 0)
            {
                Interlocked.Decrement(ref followers._count);
            }
        }
    }
}
