using System.Text.Json.Nodes;
using Actors.Templates.Kinds;
using Actors.Templates.Reading;
using Actors.Templates.Resolving;

namespace Actors.Templates.Planning;

/// <summary>Plans runs: documents in, a graph of activities out. Pure.</summary>
public static class RunPlanner
{
    /// <summary>Plans a deploy or a destroy. On destroy the order is reversed, and a custom resource without <c>reverseOnDestroy</c> has
    /// nothing to do; the order still passes through it.</summary>
    /// <param name="request">What to plan.</param>
    /// <returns>The plan, or the findings that prevent it.</returns>
    public static PlanResult Plan(PlanRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var findings = new FindingList();
        var spec = request.Environment.SpecAs<EnvironmentSpec>();
        if (TemplateOf(request, spec, findings) is not { } template)
        {
            return new(null, findings.Findings);
        }

        var model = EnvironmentModel.Load(template, request.Catalog, findings);
        if (findings.HasErrors)
        {
            return new(null, findings.Findings);
        }

        var context = new PlanContext(request, model, findings);
        EnvironmentCheck.Check(context);
        var activities = RunGraph.Join(context, Chosen(context, spec));
        new ExpressionCheck(context, activities).Check();
        CheckActivities(context, activities);
        var roots = ExpressionScope.BeforeRun(request.Facts, request.TriggerPayload);
        var plan = new RunPlan
        {
            RunKind = request.RunKind,
            Facts = request.Facts,
            Activities = activities,
            StaticOutputs = new JsonObject(model.Resources.Where(each => each.Document.Spec is ResourceSpec)
                .Select(each => KeyValuePair.Create<string, JsonNode?>(each.Name, StaticValues.Of(each, roots, context.IsDestroy, findings)))),
            StaticEnvironments = [.. model.Resources.Where(each => each.IsEnvironment).Select(each => each.Name)],
            TriggerPayload = request.TriggerPayload?.DeepClone(),
        };
        return new(findings.HasErrors ? null : plan, findings.Findings);
    }

    private static ResourceDocument? TemplateOf(PlanRequest request, EnvironmentSpec spec, FindingList findings)
    {
        var name = spec.Template?.Name?.Trim() ?? "";
        if (name.Length == 0)
        {
            findings.Error(request.Environment, "spec.template.name", "The environment names no template.");
            return null;
        }

        var template = request.Catalog.Find(KindNames.EnvironmentTemplate, name, spec.Template!.Version);
        if (template is null)
        {
            var message = EnvironmentModel.Missing(request.Catalog, KindNames.EnvironmentTemplate, name, spec.Template.Version);
            findings.Error(request.Environment, "spec.template.name", message);
        }

        return template;
    }

    // reconcileResources limits a deploy; null means all.
    private static HashSet<string>? Chosen(PlanContext context, EnvironmentSpec spec)
    {
        if (context.IsDestroy || spec.ReconcileResources.Count == 0)
        {
            return null;
        }

        var chosen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < spec.ReconcileResources.Count; i++)
        {
            var name = spec.ReconcileResources[i].Name?.Trim() ?? "";
            if (context.Model.Find(name) is null)
            {
                var hint = Nearest.Hint(name, context.Model.Resources.Select(each => each.Name));
                var message = $"{context.Model.Template.Subject} has no resource '{name}'.{hint}";
                context.Findings.Error(context.Request.Environment, $"spec.reconcileResources[{i}].name", message);
            }

            chosen.Add(name);
        }

        return chosen;
    }

    private static void CheckActivities(PlanContext context, IReadOnlyList<PlannedActivity> activities)
    {
        if (activities.Count > PlanDefaults.MaxActivities)
        {
            context.Findings.Error(
                context.Model.Template, "spec.resources", $"The run would have {activities.Count} activities; at most {PlanDefaults.MaxActivities} are allowed.");
        }

        foreach (var group in activities.GroupBy(activity => activity.Id).Where(group => group.Count() > 1))
        {
            context.Findings.Error(context.Model.Template, "spec.resources", $"Two activities would be called '{group.Key}'; rename a resource or a task.");
        }

        foreach (var activity in activities.Where(activity => activity.Agents.Count == 0))
        {
            context.Findings.Warn(
                context.Request.Environment, "spec.agents", $"No document names an agent for '{activity.Resource}', nor do GlobalSettings: its activities will wait until one does.");
        }
    }
}
