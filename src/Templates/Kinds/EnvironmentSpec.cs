namespace Actors.Templates.Kinds;

/// <summary>A live instance of an environment template.</summary>
public sealed record EnvironmentSpec
{
    /// <summary>The template.</summary>
    public TemplateRef? Template { get; init; }

    /// <summary>Variables of the highest precedence.</summary>
    public IReadOnlyList<Variable> Variables { get; init; } = [];

    /// <summary>Environment variables of the highest precedence.</summary>
    public IReadOnlyList<EnvVar> EnvVars { get; init; } = [];

    /// <summary>Files of the highest precedence.</summary>
    public IReadOnlyList<FileEntry> Files { get; init; } = [];

    /// <summary>Agents that run it, where the template allows a choice.</summary>
    public IReadOnlyList<NameRef> Agents { get; init; } = [];

    /// <summary>Pools whose agents run it, where the template allows a choice.</summary>
    public IReadOnlyList<NameRef> AgentPools { get; init; } = [];

    /// <summary>Schedules; one of the same name as a template's wins.</summary>
    public IReadOnlyList<ScheduleSpec> Schedules { get; init; } = [];

    /// <summary>Schedules opted out of.</summary>
    [FieldAlias("schedule_optouts")]
    public IReadOnlyList<ScheduleOptout> ScheduleOptouts { get; init; } = [];

    /// <summary>Resources that a deploy is limited to.</summary>
    public IReadOnlyList<NameRef> ReconcileResources { get; init; } = [];

    /// <summary>Projects that may use it.</summary>
    public Sharing? Sharing { get; init; }
}
