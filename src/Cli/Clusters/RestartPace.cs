namespace Actors.Cli.Clusters;

/// <summary>How long to wait before a silo is started again: longer when it keeps ending soon.</summary>
/// <param name="time">The clock.</param>
internal sealed class RestartPace(TimeProvider time)
{
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongLife = TimeSpan.FromMinutes(1);
    private long _begin = time.GetTimestamp();
    private TimeSpan _last;

    /// <summary>The next pause.</summary>
    public TimeSpan Pause => time.GetElapsedTime(_begin) >= LongLife || _last == TimeSpan.Zero ? Shortest : _last * 2 < Longest ? _last * 2 : Longest;

    /// <summary>Takes the next pause; a new life begins after it.</summary>
    public TimeSpan NextPause()
    {
        (_last, _begin) = (Pause, time.GetTimestamp());
        return _last;
    }
}
