namespace Actors.Grains.Agents;

/// <summary>Waiting times after failures in a row: doubled from a quarter of a second up to a limit.</summary>
internal static class BackOff
{
    private const int MaxDoublings = 10;

    public static TimeSpan After(int failures, TimeSpan limit)
    {
        var wait = TimeSpan.FromMilliseconds(250 * (1 << Math.Clamp(failures - 1, 0, MaxDoublings)));
        return wait < limit ? wait : limit;
    }
}
