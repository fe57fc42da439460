using Actors.Templates.Kinds;
using Actors.Templates.Planning.Steps;
using Actors.Templates.Reading;

namespace Actors.Templates.Planning;

/// <summary>Plans what an action or a schedule brings: a run limited to some resources, or tasks of its own.</summary>
internal sealed class TriggerPlanner
{
    private readonly PlanContext _context;
    private readonly StepPlace? _tasks;
    private readonly IReadOnlyList<TaskSpec> _steps;

    private TriggerPlanner(PlanContext context, StepPlace? tasks, IReadOnlyList<TaskSpec> steps, IReadOnlyList<NameRef> resources, string resourcesPath) =>
        (_context, _tasks, _steps, Resources, ResourcesPath) = (context, tasks, steps, resources, resourcesPath);

    /// <summary>The context with what the action or schedule brings.</summary>
    public PlanContext Context => _context;

    /// <summary>The resources that a deploy is limited to; none: all.</summary>
    public IReadOnlyList<NameRef> Resources { get; }

    /// <summary>Field of those.</summary>
    public string ResourcesPath { get; }

    /// <summary>The tasks; null: the run is a deploy or destroy like any other.</summary>
    public IReadOnlyList<PlannedActivity>? Tasks() => _tasks is { } place ? new StepPlanner(_context).Plan(place, _steps) : null;

    /// <summary>Finds the action or schedule of a request; null with a finding when there is none.</summary>
    public static TriggerPlanner? Of(PlanContext context) => context.Request.Trigger is not { } trigger ? new(context, null, [], [], "")
        : trigger.Source == TriggerSource.Action ? Action(context, trigger.Name) : Schedule(context, trigger.Name);

    private static TriggerPlanner? Action(PlanContext context, string name)
    {
        var all = context.Model.Spec.Actions.Select((action, i) => (Action: action, Document: context.Model.Template, Resource: (PlannedResource?)null, Path: $"spec.actions[{i}]"))
            .Concat(context.Model.Resources.SelectMany(resource => (resource.Template?.Actions ?? [])
                .Select((action, i) => (Action: action, resource.Document, Resource: (PlannedResource?)resource, Path: $"spec.actions[{i}]"))))
            .ToList();
        if (all.FirstOrDefault(each => each.Action.Name?.Trim() == name) is not { Action: { } action } found)
        {
            Missing(context, "action", name, all.Select(each => each.Action.Name?.Trim() ?? ""));
            return null;
        }

        var limited = action.ReconcileResources.Count == 0 && found.Resource is { } own ? [new() { Name = own.Name }] : action.ReconcileResources;
        return Trigger(context, found.Document, found.Path, $"action.{name}.", found.Resource, action.Type, action.Context, action.Workflows, limited);
    }

    private static TriggerPlanner? Schedule(PlanContext context, string name)
    {
        // A schedule of the environment wins over one of the same name of its template.
        var environment = context.Request.Environment;
        var all = environment.SpecAs<EnvironmentSpec>().Schedules.Select((schedule, i) => (Schedule: schedule, Document: environment, Path: $"spec.schedules[{i}]"))
            .Concat(context.Model.Spec.Schedules.Select((schedule, i) => (Schedule: schedule, Document: context.Model.Template, Path: $"spec.schedules[{i}]")))
            .ToList();
        if (all.FirstOrDefault(each => each.Schedule.Name?.Trim() == name) is not { Schedule: { } schedule } found)
        {
            Missing(context, "schedule", name, all.Select(each => each.Schedule.Name?.Trim() ?? ""));
            return null;
        }

        return Trigger(context, found.Document, found.Path, $"schedule.{name}.", null, schedule.Type, schedule.Context, schedule.Workflows, []);
    }

    private static TriggerPlanner? Trigger(
        PlanContext context, ResourceDocument document, string path, string prefix, PlannedResource? resource, string? type, ContextRef? values, WorkflowTasks? workflows, IReadOnlyList<NameRef> resources)
    {
        if (!TriggerRules.IsType(context.Trigger.Source, type))
        {
            context.Findings.Error(document, $"{path}.type", TriggerRules.UnknownType(context.Trigger.Source, type));
            return null;
        }

        var kind = type!.Trim().ToUpperInvariant();
        var levels = values is null ? [] : InputLevel.OfContexts(true, document, $"{path}.context", [values], context.Catalog, findings: context.Findings).ToList();
        var request = context.Request with { RunKind = kind == "DESTROY" ? RunKind.Destroy : RunKind.Deploy };
        var place = kind == "WORKFLOWS" ? new StepPlace(document, $"{path}.workflows.tasks", prefix, resource, Hook: null) : null;
        return new(new(request, context.Model, context.Findings) { TriggerLevels = levels }, place, workflows?.Tasks ?? [], resources, $"{path}.reconcileResources");
    }

    private static void Missing(PlanContext context, string what, string name, IEnumerable<string> names) =>
        context.Findings.Error(context.Model.Template, $"spec.{what}s", $"{context.Model.Template.Subject} has no {what} '{name}'.{Nearest.Hint(name, names)}");
}
