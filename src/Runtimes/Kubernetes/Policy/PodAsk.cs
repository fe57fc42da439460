using System.Text.Json;
using System.Text.Json.Nodes;
using Actors.Contracts.Runtimes;
using Actors.Runtimes.Kubernetes.Pods;

namespace Actors.Runtimes.Kubernetes.Policy;

/// <summary>What a template asks of its worker's pod, as patches of a pod. Judges nothing.</summary>
internal static class PodAsk
{
    /// <summary>A driver's <c>kubeOptions</c> as a patch.</summary>
    /// <exception cref="FormatException">An entry of <c>resources</c> is no extended resource.</exception>
    public static JsonObject OfOptions(PodOptions options)
    {
        var security = new JsonObject();
        if (options.Privileged is { } privileged)
            security["privileged"] = privileged;
        if (options.ReadOnlyRootFileSystem is { } readOnly)
            security["readOnlyRootFilesystem"] = readOnly;
        var worker = new JsonObject { ["name"] = PodLayout.Worker };
        if (security.Count > 0)
            worker["securityContext"] = security;
        if (options.Resources.Count > 0)
            worker["resources"] = new JsonObject { ["requests"] = Amounts(options.Resources), ["limits"] = Amounts(options.Resources) };
        var spec = new JsonObject();
        if (worker.Count > 1)
            spec["containers"] = new JsonArray(worker);
        if (options.NodeSelector.Count > 0)
            spec["nodeSelector"] = Map(options.NodeSelector);
        if (options.ServiceAccountName is { } account)
            spec["serviceAccountName"] = account;
        if (Normal(options.Tolerations) is { } tolerations)
            spec["tolerations"] = tolerations;
        if (Normal(options.Affinity) is { } affinity)
            spec["affinity"] = affinity;
        var patch = new JsonObject { ["spec"] = spec };
        if (options.Labels.Count > 0)
            patch["metadata"] = new JsonObject { ["labels"] = Map(options.Labels) };
        return patch;
    }

    /// <summary>A copy as if read from text, with which numbers and duplicates are what the API server sees.</summary>
    /// <exception cref="FormatException">A name stands there twice.</exception>
    public static JsonNode? Normal(JsonNode? node)
    {
        if (node is null)
            return null;
        try
        {
            return JsonNode.Parse(node.ToJsonString(), documentOptions: new() { AllowDuplicateProperties = false });
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException or InvalidOperationException)
        {
            throw new FormatException(exception.Message, exception);
        }
    }

    private static JsonObject Map(IReadOnlyDictionary<string, string> values) => new(values.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)JsonValue.Create(pair.Value))));

    private static JsonObject Amounts(IReadOnlyList<string> resources)
    {
        var found = new JsonObject();
        foreach (var resource in resources)
        {
            var parts = resource.Split('=', 2, StringSplitOptions.TrimEntries);
            if (parts is [{ Length: > 0 }] or [{ Length: > 0 }, { Length: > 0 }])
                found[parts[0]] = parts.Length > 1 ? parts[1] : "1";
            else
                throw new FormatException($"kubeOptions.resources: '{resource}' is neither NAME nor NAME=QUANTITY.");
        }

        return found;
    }
}
