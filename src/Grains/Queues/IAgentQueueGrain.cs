using Actors.Contracts.Agents;
using Actors.Contracts.Identity;
using Actors.Scheduling.Activities;
using Orleans.Concurrency;

namespace Actors.Grains.Queues;

/// <summary>What is queued for one agent, and that agent's session. Key: <c>org/project/agent</c>.</summary>
[Alias("Actors.IAgentQueueGrain")]
public interface IAgentQueueGrain : IGrainWithStringKey
{
    /// <summary>Opens a session; see <see cref="IControllerLink.RegisterAsync"/>.</summary>
    [Alias("Register")]
    Task<RegisterResponse> RegisterAsync(RegisterRequest request, CancellationToken cancellationToken = default);

    /// <summary>Waits for work, at most the session's poll wait; see <see cref="IControllerLink.PollAsync"/>.</summary>
    [Alias("Poll")]
    [ResponseTimeout("00:02:00")]
    Task<PollResponse> PollAsync(PollRequest request, CancellationToken cancellationToken = default);

    /// <summary>See <see cref="IControllerLink.ReportExitAsync"/>.</summary>
    [Alias("ReportExit")]
    Task<ExitResponse> ReportExitAsync(ExitReport report, CancellationToken cancellationToken = default);

    /// <summary>Offers an attempt. Answers whether the agent would take it now.</summary>
    [Alias("Offer")]
    Task<AgentAvailability> OfferAsync(ActivityOffer offer);

    /// <summary>Tells what the agent holds, after the queue or the activity was activated again.</summary>
    [Alias("AnnounceHeld")]
    Task AnnounceHeldAsync(HeldAttempt held);

    /// <summary>The activity is not to be had any more.</summary>
    [Alias("Withdraw")]
    Task WithdrawAsync(string activity);

    /// <summary>The attempt is over: its worker is to be removed.</summary>
    [Alias("Over")]
    Task OverAsync(AttemptId attempt);

    /// <summary>The attempt's worker is to be stopped.</summary>
    [Alias("CancelAttempt")]
    Task CancelAttemptAsync(HeldAttempt held);

    /// <summary>Stops handing out work to this agent, or starts again. Kept over restarts.</summary>
    [Alias("SetDraining")]
    Task SetDrainingAsync(bool draining);

    /// <summary>What people and the dashboard see.</summary>
    [Alias("GetState"), ReadOnly]
    Task<AgentQueueSnapshot> GetState();
}
