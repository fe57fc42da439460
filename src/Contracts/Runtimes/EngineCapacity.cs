namespace Actors.Contracts.Runtimes;

/// <summary>What an engine can give and what our workers use of it.</summary>
public sealed record EngineCapacity
{
    /// <summary>Thousandths of cores that workers of this agent may have in all; null: the engine does not tell, <see cref="Note"/> says why.</summary>
    public long? CpuMillis { get; init; }
    /// <summary>Bytes of memory that workers of this agent may have in all; null: the engine does not tell, <see cref="Note"/> says why.</summary>
    public long? MemoryBytes { get; init; }
    /// <summary>Number of workers (pods) that the engine takes in all; null: no such limit is known.</summary>
    public int? Pods { get; init; }
    /// <summary>Thousandths of cores in use: what our workers ask for, and what others ask for where the engine tells.</summary>
    public long UsedCpuMillis { get; init; }
    /// <summary>Bytes of memory in use: what our workers ask for, and what others ask for where the engine tells.</summary>
    public long UsedMemoryBytes { get; init; }
    /// <summary>Number of this agent's workers that have not ended.</summary>
    public int Workers { get; init; }
    /// <summary>Whether the engine enforces the sizes; when not, <see cref="Note"/> says why.</summary>
    public bool LimitsEnforced { get; init; }
    /// <summary>What an operator should know; null: nothing.</summary>
    public string? Note { get; init; }
}
