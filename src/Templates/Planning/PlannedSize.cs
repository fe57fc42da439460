namespace Actors.Templates.Planning;

/// <summary>Size that documents ask for; a worker's requests and limits are the same.</summary>
public sealed record PlannedSize
{
    /// <summary>Thousandths of a core; null: the agent's.</summary>
    public int? CpuMillis { get; init; }

    /// <summary>Bytes of memory; null: the agent's.</summary>
    public long? MemoryBytes { get; init; }
}
