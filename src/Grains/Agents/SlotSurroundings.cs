using Actors.Contracts.Agents;
using Actors.Contracts.Runtimes;

namespace Actors.Grains.Agents;

/// <summary>What the work of a slot needs of the world.</summary>
/// <param name="Agent">Key of the agent.</param>
/// <param name="Installation">Id of the installation.</param>
/// <param name="Engines">Engines and settings.</param>
/// <param name="Link">Way to the controller.</param>
/// <param name="Clock">Monotonic time.</param>
/// <param name="Origin">Timestamp that times are counted from.</param>
internal sealed record SlotSurroundings(string Agent, string Installation, IAgentEngines Engines, IControllerLink Link, TimeProvider Clock, long Origin)
{
    public IWorkerRuntime Runtime => Engines.Get(Agent, Installation);

    public TimeSpan Now => Clock.GetElapsedTime(Origin);
}
