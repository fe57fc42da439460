namespace Actors.Runtimes.Kubernetes.Api;

/// <summary>Lets calls pass at a rate, and some at once after a rest. First come, first served.</summary>
/// <param name="rate">Calls a second.</param>
/// <param name="burst">Calls at once.</param>
/// <param name="time">Clock.</param>
internal sealed class TokenBucket(double rate, int burst, TimeProvider time)
{
    private readonly TimeSpan _gap = TimeSpan.FromSeconds(1 / rate);
    private readonly long _origin = time.GetTimestamp();
    private readonly Lock _lock = new();
    private TimeSpan _full;

    /// <summary>Waits for a turn, and says how long it took. A turn that is given up is lost.</summary>
    public async ValueTask<TimeSpan> WaitAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        TimeSpan wait;
        lock (_lock)
        {
            // Each call moves the moment at which the bucket would be full again; it may lie `burst` gaps ahead.
            var now = time.GetElapsedTime(_origin);
            _full = (_full > now ? _full : now) + _gap;
            wait = _full - _gap * burst - now;
        }

        if (wait <= TimeSpan.Zero)
            return TimeSpan.Zero;
        await Task.Delay(wait, time, cancellationToken);
        return wait;
    }
}
