using Actors.Contracts.Activities;
using Actors.Contracts.Agents;
using Actors.Contracts.Identity;
using Actors.Contracts.Runtimes;
using Orleans.Concurrency;

namespace Actors.Grains.Agents;

/// <summary>
/// One of an agent's places for a worker. Key: the agent's key, <c>slot</c>, and the number from 0. Runs one attempt in the background; each
/// verb returns at once and may be repeated.
/// </summary>
[Alias("Actors.IWorkerSlotGrain")]
public interface IWorkerSlotGrain : IGrainWithStringKey
{
    /// <summary>Runs the attempt of a lease: starts its worker or recognises it, waits, reports the end, removes it.</summary>
    /// <param name="session">Session of the agent.</param>
    /// <param name="lease">The lease.</param>
    /// <param name="startWithin">How long the start may be begun; after that the slot is freed and nothing has happened.</param>
    [Alias("Run")]
    Task<SlotAnswer> RunAsync(SlotSession session, ActivityLease lease, TimeSpan startWithin);

    /// <summary>Tells what the engine says of the attempt's worker, and that the session lives.</summary>
    /// <param name="session">Session of the agent.</param>
    /// <param name="attempt">The attempt that the agent counts on this slot.</param>
    /// <param name="seen">What the engine says; null: its list does not have it.</param>
    [Alias("Observe")]
    Task<SlotAnswer> ObserveAsync(SlotSession session, AttemptId attempt, WorkerObservation? seen);

    /// <summary>Stops the worker: SIGTERM, grace, SIGKILL.</summary>
    /// <param name="session">Session of the agent.</param>
    /// <param name="attempt">The attempt.</param>
    /// <param name="reason">Cancelled, or AgentLost where the agent itself stops.</param>
    [Alias("Stop")]
    Task<SlotAnswer> StopAsync(SlotSession session, AttemptId attempt, ReasonCode reason);

    /// <summary>The attempt is over: removes the worker and frees the slot.</summary>
    [Alias("End")]
    Task<SlotAnswer> EndAsync(SlotSession session, AttemptId attempt);

    /// <summary>What people and the dashboard see.</summary>
    [Alias("GetState"), ReadOnly]
    Task<WorkerSlotSnapshot> GetState();
}
