namespace Actors.Silo.Hosting;

/// <summary>
/// The silo's clock: the time of day at its start, and from then on the monotonic clock. Leases and silences must not end because somebody sets the time of day, or because
/// the machine slept; what people see may therefore differ from the time of day by as much as that was changed since the start.
/// </summary>
/// <param name="clock">Where both come from.</param>
public sealed class MonotonicClock(TimeProvider clock) : TimeProvider
{
    private readonly DateTimeOffset _start = clock.GetUtcNow();
    private readonly long _startTimestamp = clock.GetTimestamp();

    /// <summary>The clock of this machine.</summary>
    public MonotonicClock()
        : this(System)
    {
    }

    /// <inheritdoc/>
    public override long TimestampFrequency => clock.TimestampFrequency;

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => clock.LocalTimeZone;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => _start + clock.GetElapsedTime(_startTimestamp);

    /// <inheritdoc/>
    public override long GetTimestamp() => clock.GetTimestamp();

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => clock.CreateTimer(callback, state, dueTime, period);
}
