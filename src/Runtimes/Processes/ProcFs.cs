using System.Globalization;
using System.Text;

namespace Actors.Runtimes.Processes;

/// <summary>The processes of this machine, as Linux shows them.</summary>
internal static class ProcFs
{
    /// <summary>Clock ticks in a second, in all that Linux shows to programs.</summary>
    public const int TicksPerSecond = 100;

    private const int MaxEnvironment = 256 * 1024;

    private static readonly Lazy<string> Boot = new(() => File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim());

    /// <summary>Id of this boot of the machine.</summary>
    public static string BootId => Boot.Value;

    /// <summary>Time since the machine's boot.</summary>
    public static TimeSpan Uptime() =>
        TimeSpan.FromSeconds(double.Parse(File.ReadAllText("/proc/uptime").Split(' ')[0], CultureInfo.InvariantCulture));

    /// <summary>One process; null when it is not there.</summary>
    public static ProcessStat? Read(int pid) => TryRead($"/proc/{pid}/stat", 4096) is { } bytes ? Parse(pid, Encoding.UTF8.GetString(bytes)) : null;

    /// <summary>All processes that can be seen.</summary>
    public static IReadOnlyList<ProcessStat> All() =>
    [
        .. Directory.EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var pid) ? Read(pid) : null)
            .OfType<ProcessStat>(),
    ];

    /// <summary>The environment that a process was started with; empty when it may not be read.</summary>
    public static IReadOnlyList<string> EnvironmentOf(int pid) =>
        TryRead($"/proc/{pid}/environ", MaxEnvironment) is { } bytes ? Encoding.UTF8.GetString(bytes).Split('\0') : [];

    // The name, in brackets, may hold anything.
    private static ProcessStat? Parse(int pid, string text)
    {
        var fields = text[(text.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields.Length < 20
            ? null
            : new(pid, fields[0][0], int.Parse(fields[1], CultureInfo.InvariantCulture), int.Parse(fields[3], CultureInfo.InvariantCulture),
                long.Parse(fields[19], CultureInfo.InvariantCulture));
    }

    // Processes end while they are looked at, and those of other users do not show everything: neither is an error.
    private static byte[]? TryRead(string path, int maxBytes)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1);
            var bytes = new byte[maxBytes];
            var length = 0;
            for (var read = 1; read > 0 && length < maxBytes; length += read)
                read = file.Read(bytes, length, maxBytes - length);
            return bytes[..length];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
