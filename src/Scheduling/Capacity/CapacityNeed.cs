using Actors.Contracts.Activities;

namespace Actors.Scheduling.Capacity;

/// <summary>What as many workers of one size as an agent has slots need.</summary>
/// <param name="Kind">Kind of worker.</param>
/// <param name="Size">Size of one.</param>
/// <param name="CpuMillis">Thousandths of cores of all, headroom included.</param>
/// <param name="MemoryBytes">Bytes of memory of all, headroom included.</param>
/// <param name="Fit">How many the engine takes, headroom included; null: it does not tell enough.</param>
public sealed record CapacityNeed(WorkerKind Kind, WorkerSize Size, long CpuMillis, long MemoryBytes, long? Fit);
