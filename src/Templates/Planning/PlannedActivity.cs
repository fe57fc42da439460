namespace Actors.Templates.Planning;

/// <summary>One activity of a plan.</summary>
public sealed record PlannedActivity
{
    /// <summary><c>&lt;resource&gt;.artifact</c>, <c>&lt;resource&gt;.tofu</c> or <c>&lt;resource&gt;.task.&lt;task&gt;</c>; unique within the plan.</summary>
    public required string Id { get; init; }

    /// <summary>Name of the resource that it belongs to.</summary>
    public required string Resource { get; init; }

    /// <summary>Name of the task of a custom provider; null for other activities.</summary>
    public string? Task { get; init; }

    /// <summary>What the worker does.</summary>
    public required ActivityKind Kind { get; init; }

    /// <summary>What it is for; decides the order in agents' queues.</summary>
    public required ActivityPhase Phase { get; init; }

    /// <summary>Ids of the activities that must be done before.</summary>
    public IReadOnlyList<string> DependsOn { get; init; } = [];

    /// <summary>Whether the run goes on as if it had succeeded when it fails.</summary>
    public bool ContinueOnFailure { get; init; }

    /// <summary>Names of the agents that may run it, already chosen by precedence; empty when no document names one.</summary>
    public IReadOnlyList<string> Agents { get; init; } = [];

    /// <summary>The same agents, each with who chose it; empty in plans of older programs.</summary>
    public IReadOnlyList<AgentSource> AgentSources { get; init; } = [];

    /// <summary>Time limits.</summary>
    public required ActivityTimeouts Timeouts { get; init; }

    /// <summary>How often a failing activity is tried in all, from 1. Losses of agents and workers are counted apart.</summary>
    public int MaxAttempts { get; init; } = 1;

    /// <summary>Size that its documents ask for; null: the agent's size of the kind.</summary>
    public PlannedSize? Size { get; init; }

    /// <summary>What its documents ask of the worker's pod; null: nothing.</summary>
    public PlannedPod? Pod { get; init; }

    /// <summary>What to do, with expressions not yet evaluated.</summary>
    public required PlannedJob Job { get; init; }

    /// <summary>Names the activity without its values, which may be secret.</summary>
    /// <returns>The id.</returns>
    public override string ToString() => Id;
}
