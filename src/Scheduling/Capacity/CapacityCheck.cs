using Actors.Contracts.Activities;
using Actors.Contracts.Runtimes;

namespace Actors.Scheduling.Capacity;

/// <summary>
/// Compares what an agent may start with what its engine has: as many workers as it has slots, of the largest size of each resource, and a headroom for the engine itself.
/// Pure; the agent warns by it, and people are shown it.
/// </summary>
public static class CapacityCheck
{
    /// <summary>Headroom on top of the workers, in percent.</summary>
    public const int HeadroomPercent = 15;

    /// <summary>Compares.</summary>
    /// <param name="workers">Number of worker slots.</param>
    /// <param name="sizes">Sizes of workers by kind.</param>
    /// <param name="capacity">What the engine has.</param>
    /// <returns>The verdict.</returns>
    public static CapacityVerdict Of(int workers, IReadOnlyDictionary<WorkerKind, WorkerSize> sizes, EngineCapacity capacity)
    {
        ArgumentNullException.ThrowIfNull(sizes);
        ArgumentNullException.ThrowIfNull(capacity);
        var needs = sizes.OrderBy(each => each.Key)
            .Select(each => new CapacityNeed(each.Key, each.Value, Cpu(workers, each.Value), Memory(workers, each.Value), FitOf(each.Value, capacity))).ToList();
        if (workers <= 0 || needs.Count == 0)
        {
            return new(true, workers <= 0 ? "It has no worker slots." : "It tells no sizes of workers.", needs);
        }

        // Of kinds that are large in different ways the mix may come to the largest of both.
        var largest = new WorkerSize(needs.Max(need => need.Size.CpuMillis), needs.Max(need => need.Size.MemoryBytes));
        var shortage = new Shortage(Cpu(workers, largest) - capacity.CpuMillis, Memory(workers, largest) - capacity.MemoryBytes, workers - capacity.Pods);
        bool? fits = shortage.Any ? false : capacity is { CpuMillis: not null, MemoryBytes: not null } ? true : null;
        var what = $"{CapacityText.Count(workers, "worker")} of up to {CapacityText.Size(largest)} need{(workers == 1 ? "s" : "")} {CapacityText.Cores(Cpu(workers, largest), up: true)}"
            + $" and {CapacityText.Memory(Memory(workers, largest), up: true)} with {HeadroomPercent} % headroom, {CapacityText.Has(capacity)}";
        return new(fits, fits == false ? $"{what}: {WayOut(workers, FitOf(largest, capacity) ?? 0, shortage)}" : what, needs);
    }

    private static string WayOut(int workers, long fit, Shortage shortage)
    {
        var give = string.Join(" and ", new[]
        {
            shortage.CpuMillis > 0 ? CapacityText.MoreCores(shortage.CpuMillis.Value) : null,
            shortage.MemoryBytes > 0 ? CapacityText.MoreMemory(shortage.MemoryBytes.Value) : null,
            shortage.Pods > 0 ? $"room for {CapacityText.Count(shortage.Pods.Value, "more worker")}" : null,
        }.OfType<string>());
        return fit > 0
            ? $"set numWorkers to {Math.Min(fit, workers)}, or give the engine {give}"
            : $"not even one fits: give the engine {give}, or lower the agent's Sizes";
    }

    private static long? FitOf(WorkerSize size, EngineCapacity capacity)
    {
        long?[] fits =
        [
            size.CpuMillis <= 0 ? null : Fit(capacity.CpuMillis, size.CpuMillis),
            size.MemoryBytes <= 0 ? null : Fit(capacity.MemoryBytes, size.MemoryBytes),
            capacity.Pods is { } pods ? Math.Max(0, pods) : null,
        ];
        return fits.Min();
    }

    private static long? Fit(long? has, long one) => has is { } total ? (long)Math.Floor(Math.Max(0, total) * 100m / (one * (100m + HeadroomPercent))) : null;

    private static long Cpu(int workers, WorkerSize size) => Needed(workers, size.CpuMillis);

    private static long Memory(int workers, WorkerSize size) => Needed(workers, size.MemoryBytes);

    private static long Needed(int workers, long one) => (long)Math.Min(long.MaxValue, Math.Ceiling(Math.Max(0, workers) * (decimal)Math.Max(0, one) * (100 + HeadroomPercent) / 100));

    private readonly record struct Shortage(long? CpuMillis, long? MemoryBytes, int? Pods)
    {
        public bool Any => CpuMillis > 0 || MemoryBytes > 0 || Pods > 0;
    }
}
