using Actors.Contracts.Identity;
using Orleans.Concurrency;

namespace Actors.Grains.Agents;

/// <summary>One agent: its session with the controller and its worker slots. Key: <c>org/project/agent</c>. Lives only on silos that configure it.</summary>
[Alias("Actors.IAgentGrain")]
public interface IAgentGrain : IGrainWithStringKey
{
    /// <summary>Starts the agent where it does not run yet. Cheap; called every second and more often.</summary>
    [Alias("EnsureRunning")]
    Task EnsureRunningAsync();

    /// <summary>A slot says that it is free again.</summary>
    /// <param name="slot">Number of the slot.</param>
    /// <param name="attempt">The attempt that it held.</param>
    /// <param name="wasOver">Whether the controller said that the attempt had been over before its end was reported.</param>
    [Alias("SlotFreed")]
    Task SlotFreedAsync(int slot, AttemptId attempt, bool wasOver);

    /// <summary>What <see cref="LeaveAsync"/> says while the agent, which has only begun here, has not looked at its engine.</summary>
    const int NotKnownYet = -1;

    /// <summary>The silo is about to stop: no lease is taken any more. May be repeated.</summary>
    /// <param name="silo">The silo; when the agent lives on another one that stays nothing happens.</param>
    /// <param name="stopWorkers">Whether the workers are stopped, since no silo keeps the agent; otherwise they run on.</param>
    /// <returns>Number of slots that are still occupied; 0 when the agent lives on a silo that stays; <see cref="NotKnownYet"/> when workers are to be stopped that it has to find first.</returns>
    [Alias("Leave")]
    Task<int> LeaveAsync(SiloAddress silo, bool stopWorkers);

    /// <summary>What people and the dashboard see.</summary>
    [Alias("GetState"), ReadOnly]
    Task<AgentSnapshot> GetState();
}
