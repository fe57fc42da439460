using Actors.Templates.Kinds;
using Actors.Templates.Reading;

namespace Actors.Templates.Planning;

/// <summary>An action or a schedule that an environment has, with where it comes from.</summary>
/// <param name="Source">Which of both.</param>
/// <param name="Name">Its name; empty: it has none, and cannot be started.</param>
/// <param name="Type">Its type as it is written.</param>
/// <param name="Context">Values that it brings.</param>
/// <param name="Tasks">Its tasks.</param>
/// <param name="Document">The document that has it.</param>
/// <param name="Path">Its field there.</param>
/// <param name="Resource">The resource whose template has it; null: the environment's own.</param>
/// <param name="Limits">The resources that a deploy is limited to; none: all.</param>
internal sealed record PlannedTrigger(
    TriggerSource Source, string Name, string? Type, ContextRef? Context, IReadOnlyList<TaskSpec> Tasks, ResourceDocument Document, string Path, PlannedResource? Resource, IReadOnlyList<NameRef> Limits)
{
    /// <summary>What stands before its name in ids.</summary>
    public string Noun => Source == TriggerSource.Action ? "action" : "schedule";

    /// <summary>Whether it has tasks of its own, rather than being a run of resources.</summary>
    public bool HasTasks => "workflows".Equals(Type?.Trim(), StringComparison.OrdinalIgnoreCase);

    /// <summary>Field of its tasks.</summary>
    public string TasksPath => $"{Path}.workflows.tasks";

    /// <summary>The actions of the template and of its resources, and the schedules: one of the environment wins over one of the same name of its template.</summary>
    public static IReadOnlyList<PlannedTrigger> All(PlanContext context)
    {
        var (template, environment) = (context.Model.Template, context.Request.Environment);
        IEnumerable<PlannedTrigger> all =
        [
            .. context.Model.Spec.Actions.Select((action, i) => Of(action, template, i, null)),
            .. context.Model.Resources.SelectMany(resource => (resource.Template?.Actions ?? []).Select((action, i) => Of(action, resource.Document, i, resource))),
            .. environment.SpecAs<EnvironmentSpec>().Schedules.Select((schedule, i) => Of(schedule, environment, i)),
            .. context.Model.Spec.Schedules.Select((schedule, i) => Of(schedule, template, i)),
        ];
        return [.. all.DistinctBy(each => (each.Source, each.Name))];
    }

    /// <summary>What it brings, above all other levels.</summary>
    public IReadOnlyList<InputLevel> Levels(PlanContext context) =>
        Context is not null && InputLevel.OfContext(true, Document, $"{Path}.context", Context, context.Catalog, findings: context.Findings) is { } level ? [level] : [];

    // An action of a resource that names no others is about that one.
    private static PlannedTrigger Of(ActionSpec action, ResourceDocument document, int index, PlannedResource? resource) => new(
        TriggerSource.Action, action.Name?.Trim() ?? "", action.Type, action.Context, action.Workflows?.Tasks ?? [], document, $"spec.actions[{index}]", resource,
        action.ReconcileResources.Count == 0 && resource is not null ? [new() { Name = resource.Name }] : action.ReconcileResources);

    private static PlannedTrigger Of(ScheduleSpec schedule, ResourceDocument document, int index) => new(
        TriggerSource.Schedule, schedule.Name?.Trim() ?? "", schedule.Type, schedule.Context, schedule.Workflows?.Tasks ?? [], document, $"spec.schedules[{index}]", null, []);
}
