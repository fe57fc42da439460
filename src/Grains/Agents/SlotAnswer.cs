namespace Actors.Grains.Agents;

/// <summary>What a worker slot answers to its agent.</summary>
public enum SlotAnswer
{
    /// <summary>The attempt occupies the slot.</summary>
    Occupied = 0,
    /// <summary>The attempt does not occupy the slot.</summary>
    Free,
    /// <summary>The slot serves a newer session and did nothing.</summary>
    Fenced,
}
