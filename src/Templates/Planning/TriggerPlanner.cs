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
    public static TriggerPlanner? Of(PlanContext context)
    {
        if (context.Request.Trigger is not { } wanted)
        {
            return new(context, null, [], [], "");
        }

        var all = PlannedTrigger.All(context).Where(each => each.Source == wanted.Source).ToList();
        if (all.Find(each => each.Name == wanted.Name) is not { } trigger)
        {
            var (template, noun) = (context.Model.Template, wanted.Source == TriggerSource.Action ? "action" : "schedule");
            context.Findings.Error(template, $"spec.{noun}s", $"{template.Subject} has no {noun} '{wanted.Name}'.{Nearest.Hint(wanted.Name, all.Select(each => each.Name))}");
            return null;
        }

        if (!TriggerRules.IsType(trigger.Source, trigger.Type))
        {
            context.Findings.Error(trigger.Document, $"{trigger.Path}.type", TriggerRules.UnknownType(trigger.Source, trigger.Type));
            return null;
        }

        var request = context.Request with { RunKind = "destroy".Equals(trigger.Type!.Trim(), StringComparison.OrdinalIgnoreCase) ? RunKind.Destroy : RunKind.Deploy };
        var place = trigger.HasTasks ? new StepPlace(trigger.Document, trigger.TasksPath, $"{trigger.Noun}.{trigger.Name}.", trigger.Resource, Hook: null) : null;
        return new(
            new(request, context.Model, context.Findings) { TriggerLevels = trigger.Levels(context) }, place, trigger.Tasks, trigger.Limits, $"{trigger.Path}.reconcileResources");
    }
}
