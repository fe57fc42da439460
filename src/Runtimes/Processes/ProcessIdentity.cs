using System.Globalization;

namespace Actors.Runtimes.Processes;

/// <summary>A process that is never mistaken for a later one with the same number.</summary>
/// <param name="Pid">Number of the process; of a supervisor also its group and session.</param>
/// <param name="StartTime">Ticks (1/100 s) from boot to its start.</param>
/// <param name="Boot">Id of the machine's boot.</param>
internal sealed record ProcessIdentity(int Pid, long StartTime, string Boot)
{
    /// <summary>Reads what a supervisor wrote; null when it is not whole.</summary>
    public static ProcessIdentity? Parse(string text) =>
        text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) is [var pid, var start, var boot]
        && int.TryParse(pid, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 1
        && long.TryParse(start, NumberStyles.None, CultureInfo.InvariantCulture, out var time)
            ? new(number, time, boot)
            : null;

    /// <summary>Whether this very process lives; one that has ended and waits to be reaped does not.</summary>
    public bool IsAlive() => Boot == ProcFs.BootId && ProcFs.Read(Pid) is { IsDead: false } stat && stat.StartTime == StartTime;

    /// <summary>Time since its start, on the machine's monotonic clock.</summary>
    public TimeSpan Age() => ProcFs.Uptime() - TimeSpan.FromSeconds((double)StartTime / ProcFs.TicksPerSecond);
}
