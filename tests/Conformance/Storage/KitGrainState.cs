using System.Diagnostics.CodeAnalysis;
using Orleans;

namespace Actors.Conformance.Storage;

/// <summary>What an activation holds: its state and the ETag that it read or wrote last.</summary>
public sealed class KitGrainState : IGrainState<KitState>
{
    [AllowNull]
    public KitState State { get; set; } = new();
    public string? ETag { get; set; }
    public bool RecordExists { get; set; }
}
