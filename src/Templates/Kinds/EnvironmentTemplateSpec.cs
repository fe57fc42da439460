namespace Actors.Templates.Kinds;

/// <summary>The resources of an environment, their order and their inputs.</summary>
public sealed record EnvironmentTemplateSpec
{
    /// <summary>Version label.</summary>
    public string? Version { get; init; }

    /// <summary>`draft`, `active` or `disabled`; blank means active.</summary>
    [KnownValues("draft", "active", "disabled")]
    public string? VersionState { get; init; }

    /// <summary>Picture for user interfaces.</summary>
    public string? IconURL { get; init; }

    /// <summary>Text for people.</summary>
    public string? Readme { get; init; }

    /// <summary>The resources.</summary>
    public IReadOnlyList<TemplateResource> Resources { get; init; } = [];

    /// <summary>Variables; each feeds the variable of the same name of the resource templates.</summary>
    public IReadOnlyList<Variable> Variables { get; init; } = [];

    /// <summary>Contexts of lower precedence than its variables.</summary>
    public IReadOnlyList<ContextRef> Contexts { get; init; } = [];

    /// <summary>Hooks.</summary>
    public EnvironmentHooks? Hooks { get; init; }

    /// <summary>Agents that may run it.</summary>
    public IReadOnlyList<NameRef> Agents { get; init; } = [];

    /// <summary>Pools whose agents may run it.</summary>
    public IReadOnlyList<NameRef> AgentPools { get; init; } = [];

    /// <summary>Whether environments may choose other agents.</summary>
    public AgentOverride? AgentOverride { get; init; }

    /// <summary>Whether environments may choose other pools.</summary>
    public AgentPoolOverride? AgentPoolOverride { get; init; }

    /// <summary>Schedules.</summary>
    public IReadOnlyList<ScheduleSpec> Schedules { get; init; } = [];

    /// <summary>Actions.</summary>
    public IReadOnlyList<ActionSpec> Actions { get; init; } = [];

    /// <summary>Whether environments may bring variables that no template knows.</summary>
    public bool? AllowNewInputsDuringPublish { get; init; }

    /// <summary>Projects that may use it.</summary>
    public Sharing? Sharing { get; init; }
}
