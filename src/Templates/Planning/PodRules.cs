using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Actors.Templates.Kinds;
using Actors.Templates.Reading;

namespace Actors.Templates.Planning;

/// <summary>Reads what documents ask of pods and says what cannot work. What is allowed is not decided here: the agent's configuration does that.</summary>
internal static partial class PodRules
{
    private const string OwnLabels = "actors.";

    /// <summary>The pod of a worker that has no driver; null when the resource template asks for nothing.</summary>
    public static PlannedPod? Of(PlannedResource? resource, FindingList findings) => resource is null ? null : Of(resource, resource.Document, "", null, findings);

    /// <summary>The pod of a worker; null when neither driver nor resource template asks for anything.</summary>
    public static PlannedPod? Of(PlannedResource? resource, ResourceDocument handler, string path, KubeOptions? options, FindingList findings)
    {
        if (resource is not null)
        {
            CheckTemplate(resource.Document, resource.Template?.PodTemplate, findings);
        }

        CheckOptions(handler, path, options, findings);
        var template = resource?.Template?.PodTemplate is { Count: > 0 } patch ? (JsonObject)patch.DeepClone() : null;
        return template is null && options is null ? null : new()
        {
            Namespace = Text(options?.Namespace),
            Labels = options?.Labels ?? new Dictionary<string, string>(),
            NodeSelector = options?.NodeSelector ?? new Dictionary<string, string>(),
            Resources = [.. (options?.Resources ?? []).Select(each => each.Trim()).Where(each => each.Length > 0)],
            ServiceAccountName = Text(options?.ServiceAccountName),
            Privileged = options?.SecurityContext?.Privileged,
            ReadOnlyRootFileSystem = options?.SecurityContext?.ReadOnlyRootFileSystem,
            Tolerations = options?.Tolerations is JsonArray { Count: > 0 } tolerations ? (JsonArray)tolerations.DeepClone() : null,
            Affinity = options?.Affinity is JsonObject { Count: > 0 } affinity ? (JsonObject)affinity.DeepClone() : null,
            Template = template,
        };
    }

    /// <summary>Checks a driver's <c>kubeOptions</c>.</summary>
    public static void CheckOptions(ResourceDocument document, string path, KubeOptions? options, FindingList findings)
    {
        if (options is null)
        {
            return;
        }

        foreach (var label in options.Labels.Keys.Where(key => key.StartsWith(OwnLabels, StringComparison.Ordinal)))
        {
            findings.Error(document, RecordBinder.Join($"{path}.labels", label), $"Labels that begin with '{OwnLabels}' are how agents find their workers; choose another name.");
        }

        for (var i = 0; i < options.Resources.Count; i++)
        {
            CheckResource(document, $"{path}.resources[{i}]", options.Resources[i].Trim(), findings);
        }

        if (options.Tolerations is not (null or JsonObject { Count: 0 }) && (options.Tolerations is not JsonArray list || list.Any(each => each is not JsonObject)))
        {
            findings.Error(document, $"{path}.tolerations", "Tolerations are a list of mappings, as in a Kubernetes pod.");
        }

        if (options.Affinity is not (null or JsonObject))
        {
            findings.Error(document, $"{path}.affinity", "The affinity is a mapping, as in a Kubernetes pod.");
        }

        CheckLength(document, $"{path}.tolerations", options.Tolerations, findings);
        CheckLength(document, $"{path}.affinity", options.Affinity, findings);
    }

    /// <summary>Checks a resource template's <c>podTemplate</c>.</summary>
    public static void CheckTemplate(ResourceDocument document, JsonObject? template, FindingList findings)
    {
        const string path = "spec.podTemplate";
        foreach (var (key, value) in template ?? [])
        {
            if (key is not ("metadata" or "spec"))
            {
                findings.Error(document, RecordBinder.Join(path, key), "A podTemplate has 'metadata' and 'spec', as a Kubernetes PodTemplateSpec has, and nothing else.");
            }
            else if (value is not (null or JsonObject))
            {
                findings.Error(document, $"{path}.{key}", $"'{key}' of a podTemplate is a mapping.");
            }
        }

        CheckLength(document, path, template, findings);
    }

    private static void CheckResource(ResourceDocument document, string path, string text, FindingList findings)
    {
        if (text.Length == 0)
        {
            return;
        }

        var (name, amount) = text.IndexOf('=', StringComparison.Ordinal) is var cut and >= 0 ? (text[..cut].Trim(), text[(cut + 1)..].Trim()) : (text, "1");
        if (name is "cpu" or "memory")
        {
            findings.Error(document, path, "The size of a worker is given by cpuLimitMilli and memoryLimitMb, or by resources.limits.");
        }
        else if (!ResourceName().IsMatch(name) || Quantity.Read(amount) is not > 0)
        {
            findings.Error(document, path, $"'{text}' is no extended resource: write NAME or NAME=QUANTITY, such as nvidia.com/gpu=2.");
        }
    }

    private static void CheckLength(ResourceDocument document, string path, JsonNode? node, FindingList findings)
    {
        if (node?.ToJsonString().Length > PlanDefaults.MaxPodJson)
        {
            findings.Error(document, path, $"This is longer than {PlanDefaults.MaxPodJson} characters of JSON, and every worker would carry it.");
        }
    }

    private static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    [GeneratedRegex("^[A-Za-z0-9]([A-Za-z0-9._/-]{0,250}[A-Za-z0-9])?$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ResourceName();
}
