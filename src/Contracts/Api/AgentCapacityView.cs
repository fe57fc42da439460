namespace Actors.Contracts.Api;

/// <summary>What the engine of an agent can give, and whether its workers fit: <c>status.capacity</c> of an Agent.</summary>
public sealed record AgentCapacityView
{
    /// <summary>Thousandths of cores that its workers may have in all; null: not known.</summary>
    public long? CpuMillis { get; init; }

    /// <summary>Bytes of memory that its workers may have in all; null: not known.</summary>
    public long? MemoryBytes { get; init; }

    /// <summary>Number of workers that the engine takes; null: no limit is known.</summary>
    public int? Pods { get; init; }

    /// <summary>Thousandths of cores in use.</summary>
    public long UsedCpuMillis { get; init; }

    /// <summary>Bytes of memory in use.</summary>
    public long UsedMemoryBytes { get; init; }

    /// <summary>Number of the agent's workers that have not ended.</summary>
    public int Workers { get; init; }

    /// <summary>Whether the engine holds workers to their sizes.</summary>
    public bool LimitsEnforced { get; init; }

    /// <summary>What an operator should know of the engine; null: nothing.</summary>
    public string? Note { get; init; }

    /// <summary>Why the engine could not be asked; null: it could.</summary>
    public string? Problem { get; init; }

    /// <summary>Whether as many workers as there are slots, of the largest size, fit with headroom; null: it cannot be told.</summary>
    public bool? Fits { get; init; }

    /// <summary>The comparison in one line, with what to change.</summary>
    public string? Advice { get; init; }

    /// <summary>The comparison for each kind of worker.</summary>
    public IReadOnlyList<AgentSizeView> Sizes { get; init; } = [];

    /// <summary>When the agent said so (UTC).</summary>
    public DateTimeOffset? ReportedAt { get; init; }
}
