using Actors.Templates.Planning;

namespace Actors.Grains.Agents;

/// <summary>Size of one type of worker: <c>Actors:Agents:NAME:Sizes:TYPE</c>, in the notation of Kubernetes.</summary>
public sealed class WorkerSizeOptions
{
    /// <summary>Cores: <c>250m</c> for thousandths, or a number such as <c>0.5</c>; null: the default of the type.</summary>
    public string? Cpu { get; set; }
    /// <summary>Memory: bytes, or with <c>Ki</c>, <c>Mi</c> or <c>Gi</c>; null: the default of the type.</summary>
    public string? Memory { get; set; }

    /// <summary><see cref="Cpu"/> in thousandths of a core; null where it is not set or no number of cores.</summary>
    public int? CpuMillis => Quantity.Millis(Cpu) is { } millis and <= PlanDefaults.MaxCpuMillis ? (int)millis : null;

    /// <summary><see cref="Memory"/> in bytes; null where it is not set or no amount of memory.</summary>
    public long? MemoryBytes => Quantity.Bytes(Memory) is { } bytes and <= PlanDefaults.MaxMemoryBytes ? bytes : null;
}
