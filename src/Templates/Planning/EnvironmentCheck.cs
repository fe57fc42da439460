using Actors.Templates.Kinds;
using Actors.Templates.Reading;

namespace Actors.Templates.Planning;

/// <summary>Checks of a whole environment while a run is planned.</summary>
internal static class EnvironmentCheck
{
    public static void Check(PlanContext context)
    {
        if (HookCheck.HasAny(context.Model.Spec.Hooks))
        {
            context.Findings.Error(context.Model.Template, "spec.hooks", "Hooks are not supported yet; remove them to plan a run.");
        }

        foreach (var marker in context.Model.Resources.Select(each => each.Document).Append(context.Model.Template).Append(context.Request.Environment))
        {
            DocumentRules.CheckMarkers(marker, context.Findings);
        }

        var self = context.Model.Resources.FirstOrDefault(each => each.IsEnvironment && each.Name == context.Request.Environment.Name);
        if (self is not null)
        {
            context.Findings.Error(context.Model.Template, $"{self.Path}.name", "The environment refers to itself as a static environment.");
        }

        CheckValues(context);
    }

    /// <summary>Holds what an environment brings against its templates; also done when it is only stored.</summary>
    public static void CheckValues(PlanContext context)
    {
        context.Agents.CheckOverrides();
        CheckVariables(context);
        CheckUndeclared(context);
        foreach (var resource in context.Model.Resources.Where(each => each.Template is not null))
        {
            context.Inputs(resource, handler: null);
        }
    }

    // A variable that no template knows is a typing error, unless the template lets environments bring their own.
    private static void CheckVariables(PlanContext context)
    {
        var (environment, template) = (context.Request.Environment, context.Model.Template);
        if (context.Model.Spec.AllowNewInputsDuringPublish == true)
        {
            return;
        }

        var known = InputLevel.OfContexts(true, template, "spec.contexts", context.Model.Spec.Contexts, context.Catalog)
            .SelectMany(level => level.Variables).Select(each => each.Name)
            .Concat(context.Model.Spec.Variables.Select(each => each.Name?.Trim() ?? ""))
            .Concat(context.Model.Resources.SelectMany(resource => VariablesOf(context, resource)))
            .ToHashSet(StringComparer.Ordinal);
        var variables = environment.SpecAs<EnvironmentSpec>().Variables;
        for (var i = 0; i < variables.Count; i++)
        {
            var name = variables[i].Name?.Trim() ?? "";
            if (!known.Contains(name))
            {
                context.Findings.Error(
                    environment,
                    $"spec.variables[{i}].name",
                    $"{template.Subject} and its resource templates have no variable '{name}'.{Nearest.Hint(name, known)} "
                    + "allowNewInputsDuringPublish in the template lets environments bring new ones.");
            }
        }
    }

    // The merging for a resource leaves out what the resource does not declare: such variables keep the rules of their template too.
    private static void CheckUndeclared(PlanContext context)
    {
        if (context.IsDestroy)
        {
            return;
        }

        var (environment, template) = (context.Request.Environment, context.Model.Template);
        var declared = context.Model.Resources.SelectMany(resource => VariablesOf(context, resource)).ToHashSet(StringComparer.Ordinal);
        var levels = InputLevel.OfContexts(true, template, "spec.contexts", context.Model.Spec.Contexts, context.Catalog)
            .Append(InputLevel.OfVariables(true, template, "spec.variables", context.Model.Spec.Variables))
            .Concat(InputLevel.OfSettings(context.Catalog))
            .Append(InputLevel.OfVariables(false, environment, "spec.variables", environment.SpecAs<EnvironmentSpec>().Variables));
        new InputMerger(context.Findings).Merge(
            [.. levels.Select(level => level with { Variables = [.. level.Variables.Where(each => !declared.Contains(each.Name))], Envs = [], Files = [] })]);
    }

    private static IEnumerable<string> VariablesOf(PlanContext context, PlannedResource resource)
    {
        if (resource.Template is not { } template)
        {
            return [];
        }

        var levels = InputLevel.OfContexts(true, resource.Document, "spec.contexts", template.Contexts, context.Catalog);
        foreach (var task in template.ProviderOptions?.Custom?.Tasks ?? [])
        {
            // What is wrong with a handler is found when the task is planned.
            if (HandlerLookup.Of(resource.Document, "", task, context.Catalog, new FindingList()) is { } handler)
            {
                levels = levels.Concat(InputLevel.OfContexts(true, handler.Document, handler.InputsPath, handler.Inputs, context.Catalog));
            }
        }

        return levels.SelectMany(level => level.Variables).Select(each => each.Name).Concat(template.Variables.Select(each => each.Name?.Trim() ?? ""));
    }
}
