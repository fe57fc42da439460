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
