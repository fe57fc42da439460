namespace Actors.Templates.Planning;

/// <summary>One activity of a plan.</summary>
public sealed record PlannedActivity
{
    /// <summary><c>&lt;resource&gt;.artifact</c>, <c>&lt;resource&gt;.tofu</c> (where hooks stand between its phases <c>.init</c>, <c>.plan</c>, <c>.apply</c>, <c>.destroy</c>, <c>.output</c>),
    /// <c>&lt;resource&gt;.task.&lt;task&gt;</c>, <c>&lt;resource&gt;.system</c>; hooks <c>&lt;resource&gt;.onInit.&lt;hook&gt;</c>, <c>&lt;resource&gt;.plan.before.&lt;hook&gt;</c>, <c>environment.onInit.&lt;hook&gt;</c>;
    /// tasks of actions and schedules <c>action.&lt;action&gt;.&lt;task&gt;</c>, <c>schedule.&lt;schedule&gt;.&lt;task&gt;</c>. Unique within the plan.</summary>
    public required string Id { get; init; }

    /// <summary>Name of the resource that it belongs to; null: it belongs to the environment.</summary>
    public string? Resource { get; init; }

    /// <summary>Name of the task, or hook; null for other activities.</summary>
    public string? Task { get; init; }

    /// <summary>The place of a hook: <c>onInit</c>, <c>onSuccess</c>, <c>onFailure</c>, <c>onCompletion</c>, <c>plan.before</c>, <c>plan.after</c> and so on; null for what is no hook.</summary>
    public string? Hook { get; init; }

    /// <summary>What the worker does.</summary>
    public required ActivityKind Kind { get; init; }

    /// <summary>What it is for; decides the order in agents' queues.</summary>
    public required ActivityPhase Phase { get; init; }

    /// <summary>Ids of the activities that must have ended before.</summary>
    public IReadOnlyList<string> DependsOn { get; init; } = [];

    /// <summary>Whether it takes down what the template has no more, though the run is a deploy.</summary>
    public bool TakesDown { get; init; }

    /// <summary>When it runs, by how those ended.</summary>
    public RunsWhen When { get; init; }

    /// <summary>Whether the run goes on as if it had succeeded when it fails.</summary>
    public bool ContinueOnFailure { get; init; }

    /// <summary>Whether it runs once only in the life of an environment.</summary>
    public bool Once { get; init; }

    /// <summary>Why it is known already that it does not run: the run goes on behind it. Null: it runs.</summary>
    public string? Skipped { get; init; }

    /// <summary>It does not run when this sets <c>skip</c> to true; null: no condition.</summary>
    public PlannedCondition? SkipWhen { get; init; }

    /// <summary>It succeeded when this sets <c>success</c> to true, whatever its job says; null: the job says it.</summary>
    public PlannedCondition? SuccessWhen { get; init; }

    /// <summary>Repetition while its job asks for it; null: the defaults.</summary>
    public PlannedPolling? Polling { get; init; }

    /// <summary>What its output belongs to.</summary>
    public OutputOf Output { get; init; }

    /// <summary>Where a document asks for it, such as <c>ResourceTemplate/net spec.hooks.onInit[0]</c>.</summary>
    public string Origin { get; init; } = "";

    /// <summary>Ids of the activities whose packed working directories its expressions read.</summary>
    public IReadOnlyList<string> ReadsWorkDirs { get => field ?? []; init; } = [];

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
