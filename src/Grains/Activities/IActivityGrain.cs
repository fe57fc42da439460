using Actors.Contracts.Activities;
using Actors.Contracts.Agents;
using Actors.Contracts.Identity;
using Actors.Contracts.Workers;
using Actors.Scheduling.Activities;
using Orleans.Concurrency;

namespace Actors.Grains.Activities;

/// <summary>One activity: its attempts, and the only place that accepts a result. Key: <c>org/project/environment/run/activity</c>.</summary>
[Alias("Actors.IActivityGrain")]
public interface IActivityGrain : IGrainWithStringKey
{
    /// <summary>Makes the activity, touches it, or (with a higher generation) tries again what failed. Without state this is the only verb that is accepted.</summary>
    [Alias("Create")]
    Task CreateAsync(ActivityOrder order);

    /// <summary>A queue wants the attempt for its agent; null: it is not to be had.</summary>
    [Alias("Lease")]
    Task<ActivityLease?> LeaseAsync(Holder holder, int attempt);

    /// <summary>An agent found the worker of this attempt, or held it in an earlier session; a refusal means that the attempt is over for it.</summary>
    [Alias("Adopt")]
    Task<ActivityReply> AdoptAsync(Holder holder, int attempt);

    /// <summary>The agent's session ended. Heeded only before the worker has called.</summary>
    [Alias("AgentLost")]
    Task AgentLostAsync(Holder holder, int attempt);

    /// <summary>The engine says that the worker has ended, or could not be started.</summary>
    [Alias("WorkerExited")]
    Task<ActivityReply> WorkerExitedAsync(ExitReport report);

    /// <summary>The worker's first call: trades the ticket for a session.</summary>
    [Alias("OpenSession")]
    Task<SessionAnswer> OpenSessionAsync(SessionRequest request);

    /// <summary>What the bearer of a worker token or state password may do now. Counts as a sign of life.</summary>
    [Alias("Authorize")]
    Task<WorkerAuthorization> AuthorizeAsync(string token);

    /// <summary>The worker lives.</summary>
    [Alias("Heartbeat")]
    Task<HeartbeatAnswer> HeartbeatAsync(string token);

    /// <summary>The worker's result.</summary>
    [Alias("Result")]
    Task<WorkerVerdict> ResultAsync(string token, WorkerResult result);

    /// <summary>Cancels it, whatever it does now. Throws where it does not know yet that its run waits for it: ask again.</summary>
    [Alias("Cancel")]
    Task CancelAsync(int generation);

    /// <summary>The run is over: forget everything.</summary>
    [Alias("Clear")]
    Task ClearAsync();

    /// <summary>What people and the dashboard see; no secret, no job. Null: there is no such activity.</summary>
    [Alias("GetState"), ReadOnly]
    Task<ActivityView?> GetState();

    /// <summary>The agents that may take it; empty when there is no such activity.</summary>
    [Alias("GetCandidates"), ReadOnly]
    Task<IReadOnlyList<AgentCandidate>> GetCandidatesAsync();
}
