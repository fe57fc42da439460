namespace Actors.Contracts.Runtimes;

/// <summary>What an engine can give and what our workers use of it.</summary>
/// <param name="CpuMillis">Thousandths of cores in all.</param>
/// <param name="MemoryBytes">Bytes of memory in all.</param>
/// <param name="UsedCpuMillis">Thousandths of cores that our workers ask for.</param>
/// <param name="UsedMemoryBytes">Bytes of memory that our workers ask for.</param>
/// <param name="Workers">Number of our workers.</param>
/// <param name="LimitsEnforced">Whether the engine enforces the sizes; when not, <paramref name="Note"/> says why.</param>
/// <param name="Note">What an operator should know.</param>
public sealed record EngineCapacity(long CpuMillis, long MemoryBytes, long UsedCpuMillis, long UsedMemoryBytes, int Workers, bool LimitsEnforced, string? Note);
