namespace Actors.Runtimes.Processes;

/// <summary>What <c>/proc/PID/stat</c> says.</summary>
/// <param name="Pid">Number.</param>
/// <param name="State">State letter.</param>
/// <param name="Parent">Number of its parent.</param>
/// <param name="Session">Number of its session.</param>
/// <param name="StartTime">Ticks (1/100 s) from boot to its start.</param>
internal readonly record struct ProcessStat(int Pid, char State, int Parent, int Session, long StartTime)
{
    /// <summary>It has ended and only waits to be reaped.</summary>
    public bool IsDead => State is 'Z' or 'X';
}
