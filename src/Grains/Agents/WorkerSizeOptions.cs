namespace Actors.Grains.Agents;

/// <summary>Size of one type of worker: <c>Actors:Agents:NAME:Sizes:TYPE</c>.</summary>
public sealed class WorkerSizeOptions
{
    /// <summary>Thousandths of a core; null: the default of the type.</summary>
    public int? CpuMillis { get; set; }
    /// <summary>Bytes of memory; null: the default of the type.</summary>
    public long? MemoryBytes { get; set; }
}
