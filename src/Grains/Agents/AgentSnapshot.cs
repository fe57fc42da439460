using Actors.Contracts.Identity;

namespace Actors.Grains.Agents;

/// <summary>What people see of an agent, from its own side.</summary>
[GenerateSerializer, Immutable, Alias("Actors.AgentSnapshot")]
public sealed record AgentSnapshot
{
    /// <summary><c>Unregistered</c>, <c>Live</c>, <c>Refused</c> or <c>Superseded</c>.</summary>
    [Id(0)] public required string Phase { get; init; }
    /// <summary>Whether its lease holds, as far as it can know.</summary>
    [Id(1)] public bool Online { get; init; }
    /// <summary>Whether its silo is about to stop.</summary>
    [Id(2)] public bool Leaving { get; init; }
    /// <summary>Kind of its engine.</summary>
    [Id(3)] public string Runtime { get; init; } = "";
    /// <summary>Epoch of its session.</summary>
    [Id(4)] public long Epoch { get; init; }
    /// <summary>Number of worker slots.</summary>
    [Id(5)] public int Slots { get; init; }
    /// <summary>Slots that a lease may fill.</summary>
    [Id(6)] public int FreeSlots { get; init; }
    /// <summary>Occupied slots by number.</summary>
    [Id(7)] public IReadOnlyDictionary<int, AttemptId> Held { get; init; } = new Dictionary<int, AttemptId>();
    /// <summary>Number of its latest poll.</summary>
    [Id(8)] public long Poll { get; init; }
    /// <summary>What went wrong last, while it does.</summary>
    [Id(9)] public string? Problem { get; init; }
}
