using System.Text.Json.Nodes;
using Actors.Templates.Expressions;
using Actors.Templates.Reading;
using Actors.Templates.Resolving;

namespace Actors.Templates.Planning;

/// <summary>Checks the expressions of a plan before anything runs: syntax, names that are known by then, and that what is read runs before.</summary>
internal sealed class ExpressionCheck(PlanContext context, IReadOnlyList<PlannedActivity> activities)
{
    private static readonly string[] Roots = ["environment", "resource", "trigger", "ctx", "#environment"];
    private readonly Dictionary<string, IReadOnlyList<string>> _before = activities.GroupBy(each => each.Id).ToDictionary(group => group.Key, group => group.First().DependsOn, StringComparer.Ordinal);
    private readonly JsonObject _scope = ExpressionScope.BeforeRun(context.Request.Facts, context.Request.TriggerPayload);

    public void Check()
    {
        foreach (var activity in activities)
        {
            foreach (var value in JobTexts.Of(activity).Where(value => value.Type == ValueType.Expression))
            {
                CheckText(activity, value);
            }

            if (activity.SkipWhen is { } condition)
            {
                Guarded(activity, condition.Origin, "The condition is wrong", () => CheckReferences(activity, ConditionBlock.Parse(condition.Text).References(_scope)));
            }
        }
    }

    private void CheckText(PlannedActivity activity, PlannedValue value) => Guarded(activity, value.Origin, $"The expression of '{value.Name}' is wrong", () =>
    {
        var template = TextTemplate.Parse(value.Value!);
        try
        {
            var references = template.References(_scope);
            if (references.All(reference => _scope.ContainsKey(reference.Steps[0].Name!) && !context.IsOpen(reference)))
            {
                // Everything is known already, so that a value is known to be there or not.
                template.Evaluate(_scope);
                return;
            }

            CheckReferences(activity, references);
        }
        catch (ExpressionException e)
        {
            throw e.In(value.Value!);
        }
    });

    private void CheckReferences(PlannedActivity activity, IReadOnlyList<Reference> references)
    {
        foreach (var reference in references.Where(_ => !IsLeftover(activity)))
        {
            CheckReference(activity, reference);
        }
    }

    private void Guarded(PlannedActivity activity, string origin, string what, Action check)
    {
        try
        {
            check();
        }
        catch (ExpressionException e) when (e.IsMissingName && (context.IsDestroy || IsLeftover(activity)))
        {
            // What does not exist is null while something is taken down.
        }
        catch (ExpressionException e)
        {
            Report(origin, $"{what}: {e.Message}");
        }
    }

    // A resource that the template has no more: nothing that it reads need be there.
    private bool IsLeftover(PlannedActivity activity) => activity.Resource is { } resource && context.Model.Find(resource)?.Template is null;

    private void CheckReference(PlannedActivity activity, Reference reference)
    {
        switch (reference.NameAt(0))
        {
            case "environment" or "trigger":
                if (!reference.IsConditional && !context.IsOpen(reference) && !(context.IsDestroy && reference.NameAt(0) == "trigger"))
                {
                    reference.CheckExists(_scope);
                }

                break;
            case "resource":
                CheckResource(activity, reference, "resource");
                break;
            case "#environment":
                CheckResource(activity, reference, "#environment");
                break;
            case "ctx":
                CheckActivity(activity, reference);
                break;
            case "#status":
                throw new ExpressionException("'#status' is known in success conditions only.", reference.Position);
            case var root:
                throw new ExpressionException(
                    $"The name '{root}' is not known.{Nearest.Hint(root ?? "", Roots)} Known are {string.Join(", ", Roots)}.", reference.Position);
        }
    }

    private void CheckActivity(PlannedActivity activity, Reference reference)
    {
        if (IsOpen(reference, 2, "activity"))
        {
            return;
        }

        if (reference.NameAt(1) != "activities" || reference.NameAt(2) is not { } id)
        {
            throw new ExpressionException("'ctx' is followed by activities and the id of one: ctx.activities[\"name.artifact\"].", reference.Position);
        }

        if (activities.All(other => other.Id != id))
        {
            throw new ExpressionException($"The run has no activity '{id}'.{Nearest.Hint(id, activities.Select(other => other.Id))}", reference.Position);
        }

        if (!context.IsDestroy)
        {
            KnownMembers.CheckActivity(reference);
        }

        if (!context.IsDestroy && !Graph.Reachable(activity.Id, other => _before.GetValueOrDefault(other, [])).Contains(id))
        {
            throw new ExpressionException($"The activity '{id}' need not be over before '{activity.Id}'.", reference.Position);
        }
    }

    private void CheckResource(PlannedActivity activity, Reference reference, string root)
    {
        if (IsOpen(reference, 1, "resource"))
        {
            return;
        }

        if (reference.NameAt(1) is not { } name)
        {
            throw new ExpressionException($"'{root}' is followed by the name of a resource: {root}[\"name\"].", reference.Position);
        }

        var model = context.Model;
        if (model.Find(name) is not { } resource)
        {
            var names = model.Resources.Select(each => each.Name);
            var hint = Nearest.Hint(name, names);
            throw new ExpressionException(
                $"The environment template has no resource '{name}'.{(hint.Length > 0 ? hint : $" It has {string.Join(", ", names)}.")}", reference.Steps[1].Position);
        }

        if (resource.IsEnvironment && root != "resource")
        {
            throw new ExpressionException($"'{name}' is an environment, whose outputs are resource[\"{name}\"].resource[\"name\"].output.", reference.Steps[1].Position);
        }

        if (root == "resource" && !context.IsDestroy)
        {
            KnownMembers.CheckResource(reference);
        }

        if (resource.Template is null || context.IsDestroy)
        {
            return;
        }

        var isOwn = name == activity.Resource;
        if (isOwn && reference.NameAt(2) == "artifact")
        {
            return;
        }

        // What a resource publishes is known once the activities are done that publish it; one without work is up from earlier runs.
        var task = reference.NameAt(root == "resource" ? 3 : 2) == "tasks" ? reference.NameAt(root == "resource" ? 4 : 3) : null;
        var publish = activities.Where(each => each.Resource == name && each.Output != OutputOf.None && (!isOwn || task is null || each.Output != OutputOf.Task || each.Task == task)).ToList();
        var before = Graph.Reachable(activity.Id, id => _before.GetValueOrDefault(id, []));
        var isKnown = publish.Count > 0 ? publish.TrueForAll(each => before.Contains(each.Id))
            : !isOwn && (activity.Resource is null || Graph.Reachable(activity.Resource, model.DependsOn).Contains(name));
        if (isKnown)
        {
            return;
        }

        throw new ExpressionException(
            isOwn ? $"'{reference}' is not known before this activity: a task reads output.tasks.<task> of tasks that it depends on, a hook what comes before it."
            : activity.Resource is null ? $"The resource '{name}' is not up before '{activity.Id}'."
            : $"The resource '{name}' need not be up before '{activity.Resource}': add dependsOn {name} to {activity.Resource} in {model.Template.Subject}.",
            reference.Position);
    }

    // On destroy the order is another one, and what is not there is null.
    private bool IsOpen(Reference reference, int step, string what)
    {
        if (reference.OpenAt == 0 || reference.Steps.Count != step)
        {
            return false;
        }

        return context.IsDestroy ? true : throw new ExpressionException(
            $"Which {what} this reads is not known before the run: the index must be a text, or come from environment, trigger or a list that is written out.", reference.OpenAt);
    }

    private void Report(string origin, string message)
    {
        var (subject, path) = Origin.Split(origin);
        var document = context.Catalog.Documents.Prepend(context.Model.Template).Prepend(context.Request.Environment)
            .FirstOrDefault(document => document.Subject == subject);
        context.Findings.Error(document ?? context.Request.Environment, path, message);
    }
}
