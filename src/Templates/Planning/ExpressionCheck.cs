using System.Text.Json.Nodes;
using Actors.Templates.Expressions;
using Actors.Templates.Reading;
using Actors.Templates.Resolving;

namespace Actors.Templates.Planning;

/// <summary>Checks the expressions of a plan before anything runs: syntax, names that are known by then, and that what is read runs before.</summary>
internal sealed class ExpressionCheck(PlanContext context, IReadOnlyList<PlannedActivity> activities)
{
    private static readonly string[] Roots = ["environment", "resource", "trigger", "ctx"];
    private readonly JsonObject _scope = ExpressionScope.BeforeRun(context.Request.Facts, context.Request.TriggerPayload);

    public void Check()
    {
        foreach (var activity in activities)
        {
            var (inputs, backend) = activity.Job switch
            {
                FunctionPlan function => (function.Inputs, []),
                OpenTofuPlan tofu => (tofu.Inputs, tofu.BackendConfigs),
                _ => (new JobInputs(), (IReadOnlyList<string>)[]),
            };
            foreach (var value in inputs.Variables.Concat(inputs.Envs).Where(value => value.Type == ValueType.Expression))
            {
                CheckText(activity, value.Name, value.Value!, value.Origin);
            }

            foreach (var config in backend)
            {
                var document = context.Model.Find(activity.Resource)!.Document;
                CheckText(activity, "backendConfigs", config, $"{document.Subject} spec.providerOptions");
            }
        }
    }

    private void CheckText(PlannedActivity activity, string name, string text, string origin)
    {
        try
        {
            foreach (var reference in TextTemplate.Parse(text).References)
            {
                CheckReference(activity, reference);
            }
        }
        catch (ExpressionException e)
        {
            Report(origin, $"The expression of '{name}' is wrong: {e.Message}");
        }
    }

    private void CheckReference(PlannedActivity activity, ReferenceExpression reference)
    {
        switch (reference.NameAt(0))
        {
            case "environment":
                reference.Evaluate(_scope);
                break;
            case "trigger":
                if (!context.IsDestroy)
                {
                    reference.Evaluate(_scope);
                }

                break;
            case "resource":
                CheckResource(activity, reference);
                break;
            case "ctx":
                if (reference.NameAt(1) != "activities" || activities.All(other => other.Id != reference.NameAt(2)))
                {
                    throw new ExpressionException($"The run has no activity '{reference.NameAt(2)}'.", reference.Position);
                }

                break;
            case var root:
                throw new ExpressionException(
                    $"The name '{root}' is not known.{Nearest.Hint(root ?? "", Roots)} Known are {string.Join(", ", Roots)}.", reference.Position);
        }
    }

    private void CheckResource(PlannedActivity activity, ReferenceExpression reference)
    {
        if (reference.NameAt(1) is not { } name)
        {
            throw new ExpressionException("'resource' is followed by the name of a resource: resource[\"name\"].", reference.Position);
        }

        var model = context.Model;
        if (model.Find(name) is not { } resource)
        {
            var names = model.Resources.Select(each => each.Name);
            var hint = Nearest.Hint(name, names);
            throw new ExpressionException(
                $"The environment template has no resource '{name}'.{(hint.Length > 0 ? hint : $" It has {string.Join(", ", names)}.")}", reference.Position);
        }

        if (resource.Template is null)
        {
            return;
        }

        if (name == activity.Resource)
        {
            CheckOwnTask(activity, reference);
        }
        else if (!Graph.Reachable(activity.Resource, model.DependsOn).Contains(name))
        {
            throw new ExpressionException(
                $"The resource '{name}' need not be up before '{activity.Resource}': add dependsOn {name} to {activity.Resource} in {model.Template.Subject}.",
                reference.Position);
        }
    }

    private void CheckOwnTask(PlannedActivity activity, ReferenceExpression reference)
    {
        if (context.IsDestroy || reference.NameAt(2) == "artifact")
        {
            return;
        }

        var task = reference.NameAt(3) == "tasks" ? reference.NameAt(4) : null;
        var before = Graph.Reachable(activity.Id, id => activities.FirstOrDefault(other => other.Id == id)?.DependsOn ?? []);
        if (task is null || !before.Contains($"{activity.Resource}.task.{task}"))
        {
            throw new ExpressionException(
                $"'{reference}' is not known before this activity: a task reads output.tasks.<task> of tasks that it depends on.", reference.Position);
        }
    }

    private void Report(string origin, string message)
    {
        var (subject, path) = Origin.Split(origin);
        var document = context.Catalog.Documents.Prepend(context.Model.Template).Prepend(context.Request.Environment)
            .FirstOrDefault(document => document.Subject == subject);
        context.Findings.Error(document ?? context.Request.Environment, path, message);
    }
}
