using System.Diagnostics;

namespace Actors.Storage.PostgreSql;

/// <summary>A moment until which something is tried, by this machine's monotonic clock.</summary>
internal readonly record struct Deadline(long At)
{
    /// <summary>The moment that is a time away.</summary>
    public static Deadline In(TimeSpan time) => new(Stopwatch.GetTimestamp() + (long)(time.TotalSeconds * Stopwatch.Frequency));

    /// <summary>What is left; never negative.</summary>
    public TimeSpan Left => TimeSpan.FromSeconds(Math.Max(0, At - Stopwatch.GetTimestamp()) / (double)Stopwatch.Frequency);
}
