using static Actors.Runtimes.SettingText;

namespace Actors.Runtimes.Processes;

/// <summary>Settings of the process runtime: <c>Actors:Agents:NAME:Process</c>.</summary>
public sealed record ProcessRuntimeOptions
{
    private const string Section = "Process";

    /// <summary>Names of environment variables of the silo that workers inherit; none by default. <c>PATH</c> and <c>LANG</c> always are.</summary>
    public IReadOnlyList<string> Environment { get; init; } = [];
    /// <summary>Which sizes are enforced.</summary>
    public ProcessLimits Limits { get; init; }
    /// <summary>Folder of the control group to create ours in (cgroup v2), or null to find one.</summary>
    public string? CgroupParent { get; init; }
    /// <summary>Bytes of disk for a worker's own output; when it grows beyond, all but the younger half goes. Default 16 MiB.</summary>
    public long OutputLimit { get; init; } = 16L << 20;
    /// <summary>How often workers are looked at. Default 200 ms.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromMilliseconds(200);
    /// <summary>Time between SIGTERM and SIGKILL of a worker whose deadline has passed. Default 10 s.</summary>
    public TimeSpan DeadlineGrace { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Reads the sub-section <c>Process</c> of an agent's flattened section.</summary>
    /// <exception cref="FormatException">A setting is unknown or does not parse; the message names it.</exception>
    public static ProcessRuntimeOptions Read(IReadOnlyDictionary<string, string?> values)
    {
        var options = new ProcessRuntimeOptions();
        var environment = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in values)
        {
            var parts = key.Split(':');
            if (value is null || parts.Length < 2 || !parts[0].Equals(Section, StringComparison.OrdinalIgnoreCase))
                continue;
            switch (parts[1].ToUpperInvariant())
            {
                case "ENVIRONMENT" when parts.Length == 3:
                    environment[parts[2].PadLeft(6, '0')] = value;
                    break;
                case "LIMITS":
                    options = options with { Limits = Word<ProcessLimits>(key, value) };
                    break;
                case "CGROUPPARENT":
                    options = options with { CgroupParent = value };
                    break;
                case "OUTPUTLIMIT":
                    options = options with { OutputLimit = Number(key, value, "a number of bytes") };
                    break;
                case "INTERVAL":
                    options = options with { Interval = Time(key, value) };
                    break;
                case "DEADLINEGRACE":
                    options = options with { DeadlineGrace = Time(key, value) };
                    break;
                default:
                    throw new FormatException($"The process runtime does not know the setting '{key}'.");
            }
        }

        return options with { Environment = [.. environment.Values] };
    }
}
