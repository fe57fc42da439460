namespace Actors.Templates.Planning;

/// <summary>Joins the activities of resources to one graph.</summary>
internal static class RunGraph
{
    /// <summary>The activities of a run, each after what it depends on.</summary>
    /// <param name="context">What is planned.</param>
    /// <param name="chosen">Names of the resources that have work; null for all.</param>
    public static IReadOnlyList<PlannedActivity> Join(PlanContext context, HashSet<string>? chosen)
    {
        var model = context.Model;
        var names = model.Resources.Select(resource => resource.Name).ToList();
        Func<string, IEnumerable<string>> upstream = context.IsDestroy
            ? name => model.Resources.Where(other => other.DependsOn.Contains(name)).Select(other => other.Name)
            : model.DependsOn;
        var planner = new ResourcePlanner(context);
        var ends = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        var activities = new List<PlannedActivity>();
        foreach (var name in Graph.Order(names, upstream))
        {
            IReadOnlyList<string> before = [.. upstream(name).SelectMany(other => ends[other]).Distinct(StringComparer.Ordinal)];
            var own = chosen is null || chosen.Contains(name) ? planner.Plan(model.Find(name)!) : ResourceActivities.None;
            if (own.Work.Count == 0)
            {
                // The order passes through a resource that has nothing to do.
                ends[name] = before;
                continue;
            }

            ends[name] = own.Last;
            if (own.Artifact is not null)
            {
                activities.Add(own.Artifact);
            }

            activities.AddRange(own.Work.Select(activity => IsFirst(activity, own) ? activity with { DependsOn = [.. activity.DependsOn, .. before] } : activity));
        }

        return activities;
    }

    private static bool IsFirst(PlannedActivity activity, ResourceActivities own) => activity.DependsOn.All(id => id == own.Artifact?.Id);
}
