namespace Actors.Templates.Planning;

/// <summary>The inputs of actions and schedules, where they bring any of their own: of each task of type workflows, and of the resources that the other types run.</summary>
internal static class TriggerInputs
{
    /// <summary>The inputs by resource, the environment's own under an empty name; called <c>action.NAME/TASK</c> and <c>schedule.NAME/TASK</c>, or without a task.</summary>
    public static ILookup<string, (string? Task, IReadOnlyList<MergedInput> Inputs)> All(PlanContext context) =>
        PlannedTrigger.All(context).Where(each => each.Name.Length > 0).SelectMany(each => Of(context, each)).ToLookup(each => each.Resource, each => (each.Task, each.Inputs));

    private static IEnumerable<(string Resource, string? Task, IReadOnlyList<MergedInput> Inputs)> Of(PlanContext outer, PlannedTrigger trigger)
    {
        var context = new PlanContext(outer.Request, outer.Model, outer.Findings) { TriggerLevels = trigger.Levels(outer) };
        var (name, brings) = ($"{trigger.Noun}.{trigger.Name}", context.TriggerLevels.Count > 0);
        return trigger.HasTasks
            ? trigger.Tasks.Select((task, i) => (Task: task, Handler: context.Handler(trigger.Document, $"{trigger.TasksPath}[{i}]", task)))
                .Where(each => brings || each.Handler is { Inputs.Count: > 0 })
                .Select(each => (trigger.Resource?.Name ?? "", (string?)$"{name}/{each.Task.Name?.Trim()}", context.Merge(trigger.Resource, each.Handler)))
            : context.Model.Resources.Where(each => brings && each.Template is not null && (trigger.Limits.Count == 0 || trigger.Limits.Any(limit => limit.Name?.Trim() == each.Name)))
                .Select(each => (each.Name, (string?)name, context.Merge(each, null)));
    }
}
