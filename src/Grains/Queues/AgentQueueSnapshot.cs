using Actors.Contracts.Agents;
using Actors.Contracts.Identity;

namespace Actors.Grains.Queues;

/// <summary>What people see of an agent's session.</summary>
[GenerateSerializer, Immutable, Alias("Actors.AgentQueueSnapshot")]
public sealed record AgentQueueSnapshot
{
    /// <summary><c>Online</c>, <c>Offline</c> or <c>Draining</c>.</summary>
    [Id(0)] public required string State { get; init; }
    /// <summary>Identity of its engine.</summary>
    [Id(1)] public string? Engine { get; init; }
    /// <summary>Kind of its engine.</summary>
    [Id(2)] public string? Runtime { get; init; }
    /// <summary>Epoch of the session.</summary>
    [Id(3)] public long Epoch { get; init; }
    /// <summary>Number of worker slots.</summary>
    [Id(4)] public int Slots { get; init; }
    /// <summary>Attempts that it holds.</summary>
    [Id(5)] public IReadOnlyList<AttemptId> Held { get; init; } = [];
    /// <summary>Number of offers that wait for it.</summary>
    [Id(6)] public int Queued { get; init; }
    /// <summary>Its latest call (UTC).</summary>
    [Id(7)] public DateTimeOffset? LastSeenAt { get; init; }
    /// <summary>What the agent says of itself; null: nothing since its session began.</summary>
    [Id(8)] public AgentReport? Report { get; init; }
    /// <summary>When it said so (UTC).</summary>
    [Id(9)] public DateTimeOffset? ReportedAt { get; init; }
}
