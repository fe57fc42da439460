using Actors.Contracts.Activities;

namespace Actors.Contracts.Api;

/// <summary>The size of a kind of worker, and how many of them an engine takes.</summary>
public sealed record AgentSizeView
{
    /// <summary>Kind of worker.</summary>
    public required WorkerKind Kind { get; init; }

    /// <summary>Thousandths of a core of one.</summary>
    public int CpuMillis { get; init; }

    /// <summary>Bytes of memory of one.</summary>
    public long MemoryBytes { get; init; }

    /// <summary>Thousandths of cores of as many as there are slots, headroom included.</summary>
    public long NeededCpuMillis { get; init; }

    /// <summary>Bytes of memory of as many as there are slots, headroom included.</summary>
    public long NeededMemoryBytes { get; init; }

    /// <summary>How many fit with headroom; null: it cannot be told.</summary>
    public long? Fit { get; init; }
}
