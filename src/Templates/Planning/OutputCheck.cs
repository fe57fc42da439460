using Actors.Templates.Expressions;
using Actors.Templates.Reading;

namespace Actors.Templates.Planning;

/// <summary>Checks what expressions read of resources: that the resource is there, is up by then, and has what is read, as far as that is known.</summary>
/// <param name="context">What is planned.</param>
/// <param name="byResource">The activities of the run by resource.</param>
/// <param name="ancestors">What comes before each of them.</param>
/// <param name="known">What resources are known to have.</param>
internal sealed class OutputCheck(PlanContext context, ILookup<string?, PlannedActivity> byResource, Ancestors ancestors, KnownOutputs known)
{
    private readonly Dictionary<string, HashSet<string>> _upstream = new(StringComparer.Ordinal);

    /// <summary>Checks a reference whose root is <c>resource</c> or <c>#environment</c>.</summary>
    /// <exception cref="ExpressionException">It reads what is not there by then.</exception>
    public void Check(PlannedActivity activity, Reference reference)
    {
        KnownNames.CheckName(reference);
        var (root, name) = (reference.NameAt(0), reference.NameAt(1)!);
        if (context.Model.Find(name) is not { } resource)
        {
            var names = context.Model.Resources.Select(each => each.Name);
            var hint = Nearest.Hint(name, names);
            throw new ExpressionException(
                $"The environment template has no resource '{name}'.{(hint.Length > 0 ? hint : $" It has {string.Join(", ", names)}.")}", reference.Steps[1].Position);
        }

        if (resource.IsEnvironment && root != "resource")
        {
            throw new ExpressionException($"'{name}' is an environment, whose outputs are resource[\"{name}\"].resource[\"name\"].output.", reference.Steps[1].Position);
        }

        // On destroy the order is another one, and what is not there is null.
        if (!context.IsDestroy)
        {
            if (root == "resource")
            {
                KnownMembers.CheckResource(reference);
            }

            Check(activity, reference, resource);
        }
    }

    private void Check(PlannedActivity activity, Reference reference, PlannedResource resource)
    {
        var isOwn = resource.Name == activity.Resource;
        var isUp = resource.Template is null || (isOwn && reference.NameAt(2) == "artifact") || IsUp(activity, reference, resource);

        // A wrong name is told before a missing dependency only where no dependency would help.
        if (isUp || isOwn)
        {
            known.Check(reference);
        }

        if (!isUp)
        {
            throw new ExpressionException(
                isOwn ? $"'{reference}' is of '{resource.Name}' itself and not known to all of its jobs that get this value: a task reads output.tasks.<task> of tasks that it depends on, a hook what comes before it."
                : activity.Resource is null ? $"The resource '{resource.Name}' is not up before '{activity.Id}'."
                : $"The resource '{resource.Name}' need not be up before '{activity.Resource}': add dependsOn {resource.Name} to {activity.Resource} in {context.Model.Template.Subject}.",
                reference.Position);
        }
    }

    // What a resource publishes is known once the activities are done that publish it; one without work is up from earlier runs.
    private bool IsUp(PlannedActivity activity, Reference reference, PlannedResource resource)
    {
        var (name, isOwn) = (resource.Name, resource.Name == activity.Resource);
        var at = reference.NameAt(0) == "resource" ? 3 : 2;
        var task = reference.NameAt(at) == "tasks" ? reference.NameAt(at + 1) : null;
        var publish = byResource[name].Where(each => each.Output != OutputOf.None && (!isOwn || task is null || each.Output != OutputOf.Task || each.Task == task)).ToList();
        return publish.Count > 0 ? publish.TrueForAll(each => ancestors.IsBefore(each.Id, activity.Id))
            : !isOwn && (activity.Resource is null || Upstream(activity.Resource).Contains(name));
    }

    private HashSet<string> Upstream(string resource) =>
        _upstream.TryGetValue(resource, out var found) ? found : _upstream[resource] = Graph.Reachable(resource, context.Model.DependsOn);
}
