using System.Text.Json.Nodes;

namespace Actors.Runtimes.Kubernetes.Pods;

/// <summary>Merges a patch into a pod as Kubernetes' strategic merge does for the lists that matter here.</summary>
internal static class PodMerge
{
    /// <summary>Lists whose items have a name, and what it is called; items of one name are merged.</summary>
    private static readonly Dictionary<string, string> Keys = new(StringComparer.Ordinal)
    {
        ["containers"] = "name", ["initContainers"] = "name", ["volumes"] = "name", ["env"] = "name", ["imagePullSecrets"] = "name",
        ["volumeMounts"] = "mountPath", ["volumeDevices"] = "devicePath", ["ports"] = "containerPort", ["hostAliases"] = "ip",
    };

    /// <summary>Lists that only grow.</summary>
    private static readonly HashSet<string> Growing = new(StringComparer.Ordinal) { "tolerations", "topologySpreadConstraints", "envFrom", "finalizers" };

    /// <summary>Objects are merged, named items too; null removes; all else replaces.</summary>
    public static void Merge(JsonObject target, JsonObject patch)
    {
        foreach (var (name, value) in patch)
        {
            switch (target[name], value)
            {
                case (_, null):
                    target.Remove(name);
                    break;
                case (JsonObject old, JsonObject change):
                    Merge(old, change);
                    break;
                case (JsonArray old, JsonArray change) when Keys.TryGetValue(name, out var key):
                    MergeItems(old, change, key);
                    break;
                case (JsonArray old, JsonArray change) when Growing.Contains(name):
                    foreach (var item in change.Where(item => !old.Any(known => JsonNode.DeepEquals(known, item))))
                        old.Add(item?.DeepClone());
                    break;
                default:
                    target[name] = value.DeepClone();
                    break;
            }
        }
    }

    private static void MergeItems(JsonArray target, JsonArray patch, string key)
    {
        foreach (var item in patch)
        {
            if (item is JsonObject change && change[key] is { } name
                && target.OfType<JsonObject>().FirstOrDefault(known => JsonNode.DeepEquals(known[key], name)) is { } old)
                Merge(old, change);
            else
                target.Add(item?.DeepClone());
        }
    }
}
