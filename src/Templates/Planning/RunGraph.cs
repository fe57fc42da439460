using Actors.Templates.Planning.Resources;

namespace Actors.Templates.Planning;

/// <summary>Joins the activities of resources, and the hooks around the run, to one graph.</summary>
internal sealed class RunGraph(PlanContext context)
{
    /// <summary>The activities of a run, each after what it depends on.</summary>
    /// <param name="chosen">Names of the resources that have work; null for all.</param>
    /// <param name="leftovers">Resources that the template has no more, which are taken down; empty: none.</param>
    public IReadOnlyList<PlannedActivity> Join(IReadOnlySet<string>? chosen, IReadOnlyList<PlanContext> leftovers)
    {
        if (context.PlansOnly)
        {
            return
            [
                .. Resources(context, chosen, []),
                .. TakenDown(leftovers, []).Select(activity => activity with { TakesDown = true }),
            ];
        }

        var hooks = new HookPlanner(context, null);
        var chain = new Chain([]);
        chain.Then(hooks.OnInit(context.Model.Spec.Hooks?.OnInit));

        // What is left over may need what is still there, and nothing that is still there needs it.
        if (context.IsDestroy)
        {
            chain.Then(TakenDown(leftovers, chain.Ends));
        }

        chain.Then(Resources(context, chosen, chain.Ends));
        if (!context.IsDestroy)
        {
            chain.Then([.. TakenDown(leftovers, chain.Ends).Select(activity => activity with { TakesDown = true })]);
        }

        hooks.AtEnd(chain, context.Model.Spec.Hooks?.OnSuccess, context.Model.Spec.Hooks?.OnFailure, context.Model.Spec.Hooks?.OnCompletion);
        return chain.Activities;
    }

    private static List<PlannedActivity> TakenDown(IReadOnlyList<PlanContext> leftovers, IReadOnlyList<string> start) => [.. leftovers.SelectMany(each => Resources(each, null, start))];

    // On destroy the order is turned round; it passes through resources that have nothing to do.
    private static List<PlannedActivity> Resources(PlanContext context, IReadOnlySet<string>? chosen, IReadOnlyList<string> start)
    {
        var model = context.Model;
        var names = model.Resources.Select(resource => resource.Name).ToList();
        var dependents = model.Resources.SelectMany(resource => resource.DependsOn.Distinct(StringComparer.Ordinal).Select(on => (On: on, resource.Name))).ToLookup(each => each.On, each => each.Name);
        Func<string, IEnumerable<string>> upstream = context.IsDestroy
            ? name => dependents[name]
            : name => model.DependsOn(name).Where(other => model.Find(other) is not null);
        var planner = new ResourcePlanner(context);
        var ends = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        var activities = new List<PlannedActivity>();
        foreach (var name in Graph.Order(names, upstream))
        {
            IReadOnlyList<string> before = [.. upstream(name).SelectMany(other => ends[other]).Distinct(StringComparer.Ordinal)];
            var (own, last) = chosen is null || chosen.Contains(name) ? planner.Plan(model.Find(name)!, start, before) : ([], before);
            activities.AddRange(own);
            ends[name] = last;
        }

        return activities;
    }
}
