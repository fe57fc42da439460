using Actors.Contracts.Identity;

namespace Actors.Contracts.Agents;

/// <summary>A numbered long poll.</summary>
/// <param name="Agent">Key of the agent.</param>
/// <param name="Epoch">Epoch of its session.</param>
/// <param name="Number">Grows by one with each poll of the session; a newer poll makes the older one return empty.</param>
/// <param name="FreeSlots">Slots that a lease may fill.</param>
/// <param name="Held">Attempts that occupy a slot, whether their worker runs, is being started or was found on the engine.</param>
/// <param name="Report">What the agent says of itself; null in most polls: each report is sent until one poll that carried it was answered.</param>
public sealed record PollRequest(string Agent, long Epoch, long Number, int FreeSlots, IReadOnlyList<AttemptId> Held, AgentReport? Report = null);
