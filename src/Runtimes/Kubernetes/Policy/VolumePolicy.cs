using System.Text.Json.Nodes;
using Actors.Runtimes.Kubernetes.Pods;

namespace Actors.Runtimes.Kubernetes.Policy;

/// <summary>Judges volumes and their mounts.</summary>
internal static class VolumePolicy
{
    /// <summary>The volumes that a patch itself declares; the operator's are not its to mount.</summary>
    public static IReadOnlySet<string> NamesIn(JsonNode spec) => ((spec as JsonObject)?["volumes"] as JsonArray ?? [])
        .OfType<JsonObject>().Select(volume => volume["name"]?.ToString() ?? "").ToHashSet(StringComparer.Ordinal);

    public static void Check(PodFindings findings, string field, JsonNode volumes)
    {
        foreach (var (item, volume) in findings.Items(field, volumes))
        {
            // Without a source of its own it would be the operator's of that name.
            if (volume is JsonObject declared && declared.Count(part => part.Key != "name") != 1)
                findings.Deny(item, "a volume has exactly one source.");
            foreach (var (name, value) in findings.Fields(item, volume))
            {
                if (name != "name")
                    CheckSource(findings, $"{item}.{name}", name, value);
                else if (findings.Text($"{item}.name", value) is { } own && own.StartsWith(PodLayout.OurVolumes, StringComparison.Ordinal))
                    findings.Deny($"{item}.name", $"what begins with {PodLayout.OurVolumes} is the runtime's own.");
            }
        }
    }

    public static void CheckMount(PodFindings findings, string field, JsonNode mount, IReadOnlySet<string> volumes)
    {
        foreach (var (name, value) in findings.Fields(field, mount))
        {
            var path = $"{field}.{name}";
            switch (name)
            {
                case "name":
                    if (findings.Text(path, value) is { } volume && !volumes.Contains(volume))
                        findings.Deny(path, $"the template declares no volume '{volume}', and others are not its to mount.");
                    break;
                case "mountPath":
                    if (findings.Text(path, value) is { } place && IsOurs(place))
                        findings.Deny(path, $"'{place}' hides what the runtime mounts.");
                    break;
                case "readOnly" or "subPath" or "subPathExpr" or "recursiveReadOnly":
                    findings.Free(path, value);
                    break;
                case "mountPropagation":
                    if (findings.Text(path, value) is not (null or "None"))
                        findings.Need(path, "mountPropagation");
                    break;
                default:
                    findings.Unknown(path);
                    break;
            }
        }
    }

    private static void CheckSource(PodFindings findings, string path, string type, JsonNode source)
    {
        switch (type)
        {
            case "emptyDir" or "downwardAPI":
                findings.Free(path, source);
                break;
            case "hostPath":
                CheckHostPath(findings, path, source as JsonObject ?? []);
                break;
            case "secret":
                findings.Need(path, "secrets", findings.Text($"{path}.secretName", (source as JsonObject)?["secretName"]));
                break;
            case "configMap":
                findings.Need(path, "configMaps", findings.Text($"{path}.name", (source as JsonObject)?["name"]));
                break;
            case "persistentVolumeClaim":
                findings.Need(path, "persistentVolumeClaim", findings.Text($"{path}.claimName", (source as JsonObject)?["claimName"]));
                break;
            case "projected":
                CheckProjected(findings, path, source);
                break;
            default:
                findings.Need(path, "volumes", type);
                findings.Free(path, source);
                break;
        }
    }

    private static void CheckHostPath(PodFindings findings, string path, JsonObject source)
    {
        if (findings.Text($"{path}.path", source["path"]) is not { } place)
            return;
        if (!place.StartsWith('/') || place.Split('/').Any(part => part is "." or ".."))
            findings.Deny($"{path}.path", $"'{place}' is not an absolute path without . and ..");
        else if (HostSockets.Reaches(place) || source["type"]?.ToString() == "Socket")
            findings.Need($"{path}.path", "engineSocket");
        if (!findings.Allowances.AllowsPath(Normal(place)))
            findings.Refuse($"{path}.path", $"hostPath={place}");
    }

    private static void CheckProjected(PodFindings findings, string path, JsonNode projected)
    {
        foreach (var (name, value) in findings.Fields(path, projected))
        {
            if (name == "defaultMode")
                continue;
            if (name != "sources")
            {
                findings.Unknown($"{path}.{name}");
                continue;
            }

            foreach (var (item, source) in findings.Items($"{path}.{name}", value))
            {
                foreach (var (kind, content) in findings.Fields(item, source))
                    CheckProjection(findings, $"{item}.{kind}", kind, content);
            }
        }
    }

    private static void CheckProjection(PodFindings findings, string path, string kind, JsonNode content)
    {
        switch (kind)
        {
            case "downwardAPI":
                findings.Free(path, content);
                break;
            case "serviceAccountToken":
                findings.Need(path, "serviceAccountToken");
                break;
            case "secret":
                findings.Need(path, "secrets", findings.Text($"{path}.name", (content as JsonObject)?["name"]));
                break;
            case "configMap":
                findings.Need(path, "configMaps", findings.Text($"{path}.name", (content as JsonObject)?["name"]));
                break;
            default:
                findings.Unknown(path);
                break;
        }
    }

    // At, above or below what the runtime mounts.
    private static bool IsOurs(string place)
    {
        var normal = Normal(place);
        return !place.StartsWith('/') || normal.Split('/').Any(part => part is "." or "..")
            || new[] { PodLayout.Root, "/actors", "/tmp" }.Any(ours => normal == "/" || normal == ours
                || normal.StartsWith(ours + '/', StringComparison.Ordinal) || ours.StartsWith(normal + '/', StringComparison.Ordinal));
    }

    private static string Normal(string path) => "/" + string.Join('/', path.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(part => part != "."));
}
