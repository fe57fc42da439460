namespace Actors.Contracts.Activities;

/// <summary>Size that a driver asks for; what it leaves open is the agent's size of the kind.</summary>
/// <param name="CpuMillis">Thousandths of a core; null: the agent's.</param>
/// <param name="MemoryBytes">Bytes of memory; null: the agent's.</param>
public sealed record WorkerSizeRequest(int? CpuMillis, long? MemoryBytes)
{
    /// <summary>The size, with the open parts filled.</summary>
    /// <param name="standard">The agent's size of the kind.</param>
    /// <returns>The size.</returns>
    public WorkerSize Over(WorkerSize standard)
    {
        ArgumentNullException.ThrowIfNull(standard);
        return new(CpuMillis ?? standard.CpuMillis, MemoryBytes ?? standard.MemoryBytes);
    }
}
