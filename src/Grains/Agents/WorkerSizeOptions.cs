using System.Globalization;

namespace Actors.Grains.Agents;

/// <summary>Size of one type of worker: <c>Actors:Agents:NAME:Sizes:TYPE</c>, in the notation of Kubernetes.</summary>
public sealed class WorkerSizeOptions
{
    private const int MaxCores = 10_000;
    private static readonly (string Suffix, long Factor)[] MemoryUnits = [("Ki", 1L << 10), ("Mi", 1L << 20), ("Gi", 1L << 30), ("", 1)];

    /// <summary>Cores: <c>250m</c> for thousandths, or a number such as <c>0.5</c>; null: the default of the type.</summary>
    public string? Cpu { get; set; }
    /// <summary>Memory: bytes, or with <c>Ki</c>, <c>Mi</c> or <c>Gi</c>; null: the default of the type.</summary>
    public string? Memory { get; set; }

    /// <summary><see cref="Cpu"/> in thousandths of a core; null where it is not set or no number of cores.</summary>
    public int? CpuMillis => Cpu switch
    {
        null => null,
        _ when Cpu.EndsWith('m') && int.TryParse(Cpu[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var millis) => millis,
        _ when decimal.TryParse(Cpu, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var cores) && cores <= MaxCores => (int)(cores * 1000),
        _ => null,
    };

    /// <summary><see cref="Memory"/> in bytes; null where it is not set or no amount of memory.</summary>
    public long? MemoryBytes
    {
        get
        {
            var (suffix, factor) = MemoryUnits.First(u => Memory?.EndsWith(u.Suffix, StringComparison.Ordinal) != false);
            return Memory is not null && long.TryParse(Memory[..^suffix.Length], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= long.MaxValue / factor ? number * factor : null;
        }
    }
}
