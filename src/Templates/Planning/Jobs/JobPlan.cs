namespace Actors.Templates.Planning.Jobs;

/// <summary>What an activity does, with all that its handler or its options say about it.</summary>
/// <param name="Kind">Kind of the worker.</param>
/// <param name="Job">The job.</param>
/// <param name="FallbackSeconds">Time limit where no document gives one.</param>
internal sealed record JobPlan(ActivityKind Kind, PlannedJob Job, int FallbackSeconds)
{
    public PlannedSize? Size { get; init; }

    public PlannedPod? Pod { get; init; }

    public PlannedCondition? SuccessWhen { get; init; }

    public PlannedPolling? Polling { get; init; }

    public (string Path, int? Seconds) Timeout { get; init; }

    public int MaxAttempts { get; init; } = 1;

    /// <summary>The activity that does it.</summary>
    public PlannedActivity Activity(string id, ActivityPhase phase, string origin, AgentSelection agents, ActivityTimeouts timeouts) => new()
    {
        Id = id,
        Kind = Kind,
        Phase = phase,
        Origin = origin,
        Agents = agents.Names,
        AgentSources = agents.Sources,
        Timeouts = timeouts,
        MaxAttempts = MaxAttempts,
        Polling = Polling,
        SuccessWhen = SuccessWhen,
        Size = Size,
        Pod = Pod,
        Job = Job,
    };
}
