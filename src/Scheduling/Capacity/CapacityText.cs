using System.Globalization;
using Actors.Contracts.Activities;
using Actors.Contracts.Runtimes;

namespace Actors.Scheduling.Capacity;

/// <summary>Amounts in words. What is needed is rounded up, what there is is rounded down.</summary>
internal static class CapacityText
{
    private const decimal Gibi = 1L << 30;
    private const decimal Mebi = 1L << 20;

    /// <summary>A size as templates write it: <c>500m/1Gi</c>.</summary>
    public static string Size(WorkerSize size) => size.MemoryBytes % (1L << 30) == 0 && size.MemoryBytes > 0
        ? $"{size.CpuMillis}m/{size.MemoryBytes >> 30}Gi"
        : $"{size.CpuMillis}m/{Math.Ceiling(size.MemoryBytes / Mebi):0}Mi";

    public static string Cores(long millis, bool up) => Count(Round(millis / 1000m, up), "core");

    public static string Memory(long bytes, bool up) => bytes < Gibi ? $"{Whole(bytes / Mebi, up)} MiB" : $"{Number(Round(bytes / Gibi, up))} GiB";

    public static string MoreCores(long millis) => Count(Math.Ceiling(millis / 1000m), "more core");

    public static string MoreMemory(long bytes) => $"{Number(Math.Ceiling(bytes / Gibi))} GiB more memory";

    public static string Count(decimal number, string what) => $"{Number(number)} {what}{(number == 1 ? "" : "s")}";

    /// <summary>What an engine has, and what it does not tell.</summary>
    public static string Has(EngineCapacity capacity)
    {
        var has = string.Join(" and ", new[]
        {
            capacity.CpuMillis is { } cpu ? Cores(cpu, up: false) : null,
            capacity.MemoryBytes is { } memory ? Memory(memory, up: false) : null,
        }.OfType<string>());
        var untold = string.Join(" or ", new[] { capacity.CpuMillis is null ? "CPU" : null, capacity.MemoryBytes is null ? "memory" : null }.OfType<string>());
        return (has, untold) switch
        {
            ("", _) => "the engine does not tell its CPU or memory",
            (_, "") => $"the engine has {has}",
            _ => $"the engine has {has} and does not tell its {untold}",
        } + (capacity.Pods is { } pods ? $" and takes {Count(pods, "worker")}" : "");
    }

    // The rest of a byte does not count.
    private static decimal Round(decimal number, bool up) => (up ? Math.Ceiling((number * 10) - 0.001m) : Math.Floor(number * 10)) / 10;

    private static string Whole(decimal number, bool up) => Number(up ? Math.Ceiling(number) : Math.Floor(number));

    private static string Number(decimal number) => number.ToString("0.#", CultureInfo.InvariantCulture);
}
