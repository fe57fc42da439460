using Actors.Contracts.Runtimes;

namespace Actors.Grains.Agents;

/// <summary>The engines of the agents that this silo configures. One for each silo.</summary>
public interface IAgentEngines
{
    /// <summary>Keys of the agents: <c>org/project/agent</c>.</summary>
    IReadOnlyList<string> Agents { get; }

    /// <summary>The settings of an agent.</summary>
    /// <exception cref="InvalidOperationException">This silo does not configure the agent.</exception>
    AgentOptions Settings(string agent);

    /// <summary>Address at which the agent's workers reach the controller.</summary>
    string WorkerUrl(string agent);

    /// <summary>The controller's own listeners, <c>HOST:PORT</c>, which HTTP calls of the agent's workers are not to reach.</summary>
    IReadOnlyList<string> Listeners(string agent);

    /// <summary>Identity of an agent's engine; known before the agent has a session.</summary>
    Task<string> GetIdentityAsync(string agent, CancellationToken cancellationToken);

    /// <summary>The runtime of an agent; the same instance for each call.</summary>
    IWorkerRuntime Get(string agent, string installation);
}
