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
            Function(document, $"{path}.function", function, findings);
        }

        if (config.Container is { } container)
        {
            EnvNames.Check(document, $"{path}.container.envVars", container.EnvVars, findings);
            SizeRules.Of(document, $"{path}.container", container, findings);
            PodRules.CheckOptions(document, $"{path}.container.kubeOptions", container.KubeOptions, findings);
        }
    }

    // Warnings: none of these changes what is done.
    private static void Function(ResourceDocument document, string path, FunctionConfig function, FindingList findings)
    {
        if (!string.IsNullOrWhiteSpace(function.Image) && !string.IsNullOrWhiteSpace(function.Source))
        {
            findings.Warn(document, $"{path}.source", "The image is run, not this source: a change of it counts once an image is built of it, and named.");
        }

        PackageRules.CheckEffect(document, path, function, findings);
        Least(document, $"{path}.maxConcurrency", function.MaxConcurrency, 1, findings);
        Least(document, $"{path}.numReplicas", function.NumReplicas, 0, findings);
        Least(document, $"{path}.inactivityTimeoutSeconds", function.InactivityTimeoutSeconds, 0, findings);
        Least(document, $"{path}.hpa.minReplicas", function.Hpa?.MinReplicas, 0, findings);
        Least(document, $"{path}.hpa.maxReplicas", function.Hpa?.MaxReplicas, 1, findings);
        if (function.Hpa is { MinReplicas: { } least, MaxReplicas: { } most } && least > most)
        {
            findings.Warn(document, $"{path}.hpa.minReplicas", $"There are at least {least} replicas and at most {most}, which cannot be.");
        }
    }

    private static void Least(ResourceDocument document, string path, int? number, int least, FindingList findings)
    {
        if (number < least)
        {
            findings.Warn(document, path, $"The number is {least} or more.");
        }
    }
}
