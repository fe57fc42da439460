using Actors.Contracts.Runtimes;
using Docker.DotNet.Models;

namespace Actors.Runtimes.Docker;

/// <summary>What an engine can give, and what its containers use of it.</summary>
internal static class DockerCapacity
{
    private const long MillisPerCpu = 1000;
    private const long NanosPerMilli = 1_000_000;
    private const double DefaultPeriod = 100_000;

    /// <summary>The capacity.</summary>
    /// <param name="info">What the engine says of itself.</param>
    /// <param name="limits">Limits of all containers that have not ended.</param>
    /// <param name="workers">How many of them are this agent's.</param>
    public static EngineCapacity Of(SystemInfoResponse info, IReadOnlyCollection<HostConfig> limits, int workers) => new()
    {
        CpuMillis = info.NCPU * MillisPerCpu,
        MemoryBytes = info.MemTotal,
        UsedCpuMillis = limits.Sum(CpuMillis),
        UsedMemoryBytes = limits.Sum(limit => Math.Max(0, limit.Memory)),
        Workers = workers,
        LimitsEnforced = info is { CPUCfsQuota: true, MemoryLimit: true },
        Note = Note(info, limits),
    };

    private static long CpuMillis(HostConfig limit) => limit switch
    {
        { NanoCPUs: > 0 } => limit.NanoCPUs / NanosPerMilli,
        { CPUQuota: > 0 } => (long)(limit.CPUQuota / (limit.CPUPeriod > 0 ? limit.CPUPeriod : DefaultPeriod) * MillisPerCpu),
        _ => 0,
    };

    private static string? Note(SystemInfoResponse info, IReadOnlyCollection<HostConfig> limits)
    {
        var missing = new List<string>();
        if (!info.CPUCfsQuota)
            missing.Add("CPU");
        if (!info.MemoryLimit)
            missing.Add("memory");
        if (info is { MemoryLimit: true, SwapLimit: false })
            missing.Add("swap");
        if (!info.PidsLimit)
            missing.Add("processes");
        var unlimited = limits.Count(limit => limit.Memory <= 0);
        string?[] notes =
        [
            missing.Count > 0 ? $"The engine's kernel does not limit: {string.Join(", ", missing)}." : null,
            unlimited > 0 ? $"{unlimited} other containers on the engine have no limit and are not counted." : null,
        ];
        return notes.OfType<string>().ToList() is { Count: > 0 } said ? string.Join(' ', said) : null;
    }
}
