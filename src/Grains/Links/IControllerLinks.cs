using Actors.Contracts.Agents;

namespace Actors.Grains.Links;

/// <summary>Ways to the controller, one for each agent that this silo configures.</summary>
public interface IControllerLinks
{
    /// <summary>The link of an agent: grain calls where both planes share a silo, HTTP where <c>Actors:Controller</c> is set.</summary>
    /// <param name="agent">Key of the agent: <c>org/project/agent</c>.</param>
    /// <exception cref="InvalidOperationException">This silo does not configure the agent.</exception>
    IControllerLink For(string agent);
}
