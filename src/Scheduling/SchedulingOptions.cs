namespace Actors.Scheduling;

/// <summary>Terms and bounds of the machines.</summary>
public sealed record SchedulingOptions
{
    /// <summary>The defaults.</summary>
    public static SchedulingOptions Default { get; } = new();

    /// <summary>An agent's session without a poll lives this long.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(15);
    /// <summary>A leased attempt whose worker has not called after this time is given up.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromMinutes(20);
    /// <summary>Time between two offers of the same activity: a lost offer costs this much.</summary>
    public TimeSpan OfferInterval { get; init; } = TimeSpan.FromSeconds(5);
    /// <summary>Time between two touches of a run's open activities: a lost activation costs this much.</summary>
    public TimeSpan TouchInterval { get; init; } = TimeSpan.FromSeconds(10);
    /// <summary>Time that a worker gets to end after a timeout of its own before the controller stops it.</summary>
    public TimeSpan StopSlack { get; init; } = TimeSpan.FromSeconds(30);
    /// <summary>How often losses of agents, nodes and workers are followed by another attempt.</summary>
    public int MaxInfrastructureRetries { get; init; } = 3;
    /// <summary>
    /// How often an activity is tried again after its worker was asked to end by an agent that leaves, or by somebody on its engine. Stopping on purpose is no loss, and uses up none
    /// of <see cref="MaxInfrastructureRetries"/>. What the engine itself calls an eviction, a deletion or a lost node is a loss, however politely the worker was told.
    /// </summary>
    public int MaxInterruptions { get; init; } = 20;
    /// <summary>How long after a worker's word that it was asked to end its agent's report is waited for, which tells by whom.</summary>
    public TimeSpan InterruptionWait { get; init; } = TimeSpan.FromSeconds(15);
    /// <summary>Back-off before the second attempt; doubles with each further one.</summary>
    public TimeSpan BackOff { get; init; } = TimeSpan.FromSeconds(1);
    /// <summary>Longest back-off.</summary>
    public TimeSpan MaxBackOff { get; init; } = TimeSpan.FromMinutes(1);
    /// <summary>Time until a function that asks to be called again is, when its activity does not say.</summary>
    public TimeSpan Repeat { get; init; } = TimeSpan.FromSeconds(15);
    /// <summary>Longest time from the first attempt until the last call of a function that asks to be called again, when its activity does not say.</summary>
    public TimeSpan Until { get; init; } = TimeSpan.FromHours(1);
    /// <summary>Attempts that an activity remembers.</summary>
    public int MaxHistory { get; init; } = 20;
    /// <summary>Activities that one queue takes offers of; more are answered with full and offered again later.</summary>
    public int MaxOffers { get; init; } = 10_000;
    /// <summary>Activities of one run.</summary>
    public int MaxNodes { get; init; } = 5_000;
    /// <summary>Idempotency keys that an environment remembers.</summary>
    public int MaxKeys { get; init; } = 20;
    /// <summary>
    /// For so long after a write of it was begun a run's state is known to be the newest, by the host's clock, which is monotonic. It must be shorter than a silo that stands still is
    /// waited for: half of the two probes that it must at least have missed wholly.
    /// </summary>
    public TimeSpan ConfirmedFor { get; init; } = TimeSpan.FromSeconds(1);
    /// <summary>Runs that may wait for the open one of their environment.</summary>
    public int MaxQueued { get; init; } = 10;
    /// <summary>Ended runs that may wait for their archiving before another may start.</summary>
    public int MaxRetired { get; init; } = 3;
}
