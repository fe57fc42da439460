namespace Actors.Grains.Agents;

/// <summary>Whether this silo keeps its agents. Set once, before anybody is asked who else does: of two silos that stop at the same moment at least one hears of the other.</summary>
public sealed class AgentPresence
{
    private volatile bool _isLeaving;

    /// <summary>Whether the silo has begun to stop.</summary>
    public bool IsLeaving => _isLeaving;

    /// <summary>The silo begins to stop.</summary>
    public void Leave() => _isLeaving = true;
}
