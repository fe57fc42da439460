using Actors.Templates.Kinds;
using Actors.Templates.Reading;

namespace Actors.Templates.Planning;

/// <summary>Rules for sizes and pods that a handler must keep by itself.</summary>
internal static class HandlerRules
{
    public static void Check(ResourceDocument document, string path, HandlerConfig config, FindingList findings)
    {
        if (config.Function is { } function)
        {
            SizeRules.Of(document, $"{path}.function", function, findings);
            PodRules.CheckOptions(document, $"{path}.function.kubeOptions", function.KubeOptions, findings);
        }

        if (config.Container is { } container)
        {
            EnvNames.Check(document, $"{path}.container.envVars", container.EnvVars, findings);
            SizeRules.Of(document, $"{path}.container", container, findings);
            PodRules.CheckOptions(document, $"{path}.container.kubeOptions", container.KubeOptions, findings);
        }
    }
}
