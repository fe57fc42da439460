using Actors.Templates.Kinds;
using Actors.Templates.Reading;

namespace Actors.Templates.Planning;

/// <summary>Checks of a whole environment while a run is planned.</summary>
internal static class EnvironmentCheck
{
    public static void Check(PlanContext context)
    {
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

    /// <summary>Warns of static environments that lead back to the environment: none of them can be deployed first.</summary>
    public static void CheckCircle(PlanContext context)
    {
        var (own, catalog) = (context.Request.Environment, context.Catalog);
        var reached = Graph.Reachable(own.Name, Next);

        // That it names itself is told when it is planned.
        if (reached.Contains(own.Name) && !Next(own.Name).Contains(own.Name, StringComparer.Ordinal) && Graph.Cycle([own.Name, .. reached], Next) is { } cycle)
        {
            context.Findings.Warn(own, "spec.template", $"Static environments lead back to this one, so that neither can be deployed first: {cycle}.");
        }

        IEnumerable<string> Next(string name) => Named(name == own.Name ? own : catalog.Find(KindNames.Environment, name), catalog);
    }

    private static IEnumerable<string> Named(ResourceDocument? environment, Catalog catalog) =>
        environment?.Spec is EnvironmentSpec { Template: { } template } && catalog.Find(KindNames.EnvironmentTemplate, template.Name?.Trim() ?? "", template.Version?.Trim()) is { Spec: EnvironmentTemplateSpec spec }
            ? spec.Resources.Where(each => EnvironmentModel.KindOf(each) == KindNames.Environment).Select(each => each.Name?.Trim() ?? "")
            : [];

    /// <summary>Holds what an environment brings against its templates; also done when it is only stored.</summary>
    public static void CheckValues(PlanContext context)
    {
        if (!context.IsDestroy)
        {
            TriggerRules.CheckOptOuts(context);
            context.Agents.CheckOverrides();
        }

        new EnvironmentVariables(context).Check();
        foreach (var resource in context.Model.Resources.Where(each => each.Template is not null))
        {
            context.Inputs(resource, handler: null);
        }
    }
}
