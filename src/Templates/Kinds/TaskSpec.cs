namespace Actors.Templates.Kinds;

/// <summary>A task of a custom provider, a schedule or an action; a hook has the same shape.</summary>
public sealed record TaskSpec
{
    /// <summary>Name, unique among its neighbours.</summary>
    public string? Name { get; init; }

    /// <summary>Text for people.</summary>
    public string? Description { get; init; }

    /// <summary>`workflowHandler`, `driver`, `container`, `http`, `approval`, `notification` or `script`.</summary>
    [KnownValues("workflowHandler", "driver", "container", "http", "approval", "notification", "script")]
    public string? Type { get; init; }

    /// <summary>What carries the task out.</summary>
    public HandlerRef? WorkflowHandler { get; init; }

    /// <summary>Deprecated spelling of `workflowHandler`.</summary>
    public HandlerRef? Driver { get; init; }

    /// <summary>Agents that may run it; they win over every other level.</summary>
    public IReadOnlyList<NameRef> Agents { get; init; } = [];

    /// <summary>Names of tasks that must be done before.</summary>
    public IReadOnlyList<string> DependsOn { get; init; } = [];

    /// <summary>`continue` lets the run go on after a failure; blank or `unspecified` does not.</summary>
    [KnownValues("continue", "unspecified")]
    public string? OnFailure { get; init; }

    /// <summary>Longest duration, in seconds, up to 604800; 0 is as none.</summary>
    public int? TimeoutSeconds { get; init; }

    /// <summary>Whether it runs only in the first run of an environment.</summary>
    public bool? ExecuteOnce { get; init; }

    /// <summary>When it is left out.</summary>
    public SkipConfig? SkipConfig { get; init; }

    /// <summary>Settings of the built-in types.</summary>
    public HookOptions? Options { get; init; }
}
