using System.Text.Json.Nodes;
using Actors.Templates.Expressions;
using Actors.Templates.Kinds;
using Actors.Templates.Reading;
using Actors.Templates.Resolving;

namespace Actors.Templates.Planning;

/// <summary>Plans runs: documents in, a graph of activities out. Pure.</summary>
public static class RunPlanner
{
    /// <summary>Plans a run. On destroy the order is reversed, and a custom resource without <c>reverseOnDestroy</c> has
    /// nothing to do; the order still passes through it.</summary>
    /// <param name="request">What to plan.</param>
    /// <returns>The plan, or the findings that prevent it.</returns>
    public static PlanResult Plan(PlanRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        request = request with { TriggerPayload = request.TriggerPayload ?? request.Launch?.Payload };

        if (request.RunKind != RunKind.Plan)
        {
            var result = PlanOne(request);
            return result with { Unsupported = result.Plan is { } plan ? RunSupport.Missing(plan) : [] };
        }

        // What a deploy would be refused for, its plan is refused for too.
        var deploy = Plan(request with { RunKind = RunKind.Deploy });
        return deploy.Plan is null ? deploy : PlanOne(request) with { Unsupported = deploy.Unsupported };
    }

    private static PlanResult PlanOne(PlanRequest request)
    {
        var findings = new FindingList();
        if (ContextOf(request, findings) is not { } found || TriggerPlanner.Of(found) is not { } trigger)
        {
            return new(null, findings.Findings);
        }

        var (context, model) = (trigger.Context, trigger.Context.Model);
        EnvironmentCheck.Check(context);
        var values = FixedCheck.Check(context);
        var chosen = Chosen(context, trigger);
        var leftovers = request.Trigger is null || context.IsDestroy ? Leftovers.Of(request, model) : [];
        var activities = trigger.Tasks() ?? new RunGraph(context).Join(chosen, chosen is null ? Leftovers.Contexts(context, leftovers) : []);
        if (!context.PlansOnly)
        {
            new ExpressionCheck(context, activities).Check();
        }

        CheckActivities(context, activities);
        if (!findings.HasErrors)
        {
            activities = new WorkDirReads(context, activities).Mark();
        }

        var plan = new RunPlan
        {
            RunKind = context.Request.RunKind,
            Trigger = request.Trigger,
            Facts = request.Facts,
            Activities = context.Request.RunKind == RunKind.ForceDestroy ? [.. activities.Select(activity => activity with { ContinueOnFailure = true })] : activities,
            StaticOutputs = Statics(context),
            StaticEnvironments = [.. model.Resources.Where(each => each.IsEnvironment).Select(each => each.Name)],
            TriggerPayload = request.TriggerPayload?.DeepClone(),
        };
        return findings.HasErrors
            ? new(null, findings.Findings)
            : new(plan, findings.Findings) { Launch = context.IsDestroy || context.PlansOnly || request.Trigger is not null ? null : LaunchOf(context, values, leftovers, chosen) };
    }

    /// <summary>The template that a request is about, with what it refers to; what is missing is a finding. Null when there is no template.</summary>
    internal static EnvironmentModel? ModelOf(PlanRequest request, FindingList findings)
    {
        var versions = new VersionChoice(request, findings);
        return versions.Template() is { } template ? EnvironmentModel.Load(template, request.Catalog, findings, versions) : null;
    }

    /// <summary>What is at hand for a request; null with findings when its template or what that refers to is not there.</summary>
    internal static PlanContext? ContextOf(PlanRequest request, FindingList findings) =>
        ModelOf(request, findings) is { } model && !findings.HasErrors ? new(request, model, findings) : null;

    // A limited deploy leaves the other resources as they are, on the versions that they have.
    private static Launch LaunchOf(PlanContext context, IReadOnlyList<FixedValue> values, IReadOnlyList<LaunchedResource> leftovers, HashSet<string>? chosen)
    {
        var (request, before) = (context.Request, context.Request.Launch);
        var kept = chosen is null ? [] : context.Model.Resources.Where(each => each.Template is not null && !chosen.Contains(each.Name)).Select(each => each.Name).ToHashSet(StringComparer.Ordinal);
        return new()
        {
            Environment = before?.Environment ?? request.Facts.EnvironmentId,
            Revision = request.Revision,
            Template = context.Model.Template.Name,
            Version = context.Model.Template.Version,
            Payload = request.TriggerPayload?.DeepClone(),
            Resources = context.Model.Resources.Where(each => each.Template is not null && !kept.Contains(each.Name)).Select(each => KeyValuePair.Create(each.Name, each.Document.Version))
                .Concat(before?.Resources.Where(each => kept.Contains(each.Key)) ?? []).ToDictionary(StringComparer.Ordinal),
            Built = [.. Leftovers.Built(context.Model).Where(each => !kept.Contains(each.Name)), .. before?.Built.Where(each => kept.Contains(each.Name)) ?? []],
            Removing = chosen is null ? leftovers : [],
            Leftover = chosen is null ? [] : leftovers,
            Fixed = [.. values.Where(each => !kept.Contains(each.Resource)), .. before?.Fixed.Where(each => kept.Contains(each.Resource)) ?? []],
        };
    }

    private static JsonObject Statics(PlanContext context)
    {
        var roots = ExpressionScope.BeforeRun(context.Request.Facts, context.Request.TriggerPayload);
        var budget = new ExpressionBudget();
        return new(context.Model.Resources.Where(each => each.Document.Spec is ResourceSpec)
            .Select(each => KeyValuePair.Create<string, JsonNode?>(each.Name, StaticValues.Of(each, roots, context.IsDestroy || context.Request.IsPayloadOpen, context.Findings, budget))));
    }

    // reconcileResources, of the environment or of the action that is carried out, limits a deploy; null means all.
    private static HashSet<string>? Chosen(PlanContext context, TriggerPlanner trigger)
    {
        var (document, path, resources) = context.Request.Trigger is null
            ? (context.Request.Environment, "spec.reconcileResources", context.Request.Environment.SpecAs<EnvironmentSpec>().ReconcileResources)
            : (context.Model.Template, trigger.ResourcesPath, trigger.Resources);
        if (context.IsDestroy || resources.Count == 0)
        {
            return null;
        }

        var chosen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < resources.Count; i++)
        {
            var name = resources[i].Name?.Trim() ?? "";
            if (context.Model.Find(name) is null)
            {
                var hint = Nearest.Hint(name, context.Model.Resources.Select(each => each.Name));
                context.Findings.Error(document, $"{path}[{i}].name", $"{context.Model.Template.Subject} has no resource '{name}'.{hint}");
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
            context.Findings.Error(context.Model.Template, "spec.resources", $"Two activities would be called '{group.Key}'; rename a resource, a task or a hook.");
        }

        foreach (var activity in activities.Where(activity => activity.Agents.Count == 0 && activity.Kind is not (ActivityKind.System or ActivityKind.Approval)))
        {
            context.Findings.Warn(
                context.Request.Environment,
                "spec.agents",
                $"No document names an agent for {(activity.Resource is null ? $"'{activity.Id}'" : $"'{activity.Resource}'")}, nor do GlobalSettings: its activities will wait until one does.");
        }
    }
}
