using Orleans.Placement;

namespace Actors.Grains.Agents;

/// <summary>Puts an agent and its slots only on silos whose metadata names the agent.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class AgentPlacementAttribute() : PlacementFilterAttribute(new AgentPlacementStrategy(0));
