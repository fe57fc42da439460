using System.Text.Json.Nodes;
using Actors.Runtimes.Kubernetes.Pods;

namespace Actors.Runtimes.Kubernetes.Policy;

/// <summary>Judges the <c>spec</c> of a pod.</summary>
internal static class PodSpecPolicy
{
    public static void Check(PodFindings findings, string field, JsonNode spec)
    {
        var volumes = VolumePolicy.NamesIn(spec);
        foreach (var (name, value) in findings.Fields(field, spec))
            CheckField(findings, $"{field}.{name}", name, value, volumes);
    }

    private static void CheckField(PodFindings findings, string path, string name, JsonNode value, IReadOnlySet<string> volumes)
    {
        switch (name)
        {
            // Where it runs.
            case "nodeSelector" or "tolerations" or "affinity" or "topologySpreadConstraints" or "hostname" or "subdomain" or "shareProcessNamespace" or "enableServiceLinks":
                findings.Free(path, value);
                break;
            // How it resolves names, that of the controller among them.
            case "dnsPolicy" or "dnsConfig" or "hostAliases":
                findings.Need(path, "dns");
                findings.Free(path, value);
                break;
            case "nodeName" or "priorityClassName" or "runtimeClassName" or "schedulerName" when findings.Text(path, value) is { } asked:
                findings.Need(path, name, asked);
                break;
            case "serviceAccountName" or "serviceAccount" when findings.Text(path, value) is { } account:
                findings.Need(path, "serviceAccountName", account);
                break;
            case "automountServiceAccountToken" when findings.Flag(path, value) == true:
                findings.Need(path, "serviceAccountToken");
                break;
            case "hostNetwork" or "hostPID" or "hostIPC" when findings.Flag(path, value) == true:
                findings.Need(path, name);
                break;
            case "nodeName" or "priorityClassName" or "runtimeClassName" or "schedulerName" or "serviceAccountName" or "serviceAccount"
                or "automountServiceAccountToken" or "hostNetwork" or "hostPID" or "hostIPC":
                // Harmless as it stands, or already a finding.
                break;
            case "imagePullSecrets":
                foreach (var (item, secret) in findings.Items(path, value))
                    findings.Need(item, "secrets", findings.Text($"{item}.name", (secret as JsonObject)?["name"]));
                break;
            case "securityContext":
                SecurityPolicy.CheckPod(findings, path, value);
                break;
            case "volumes":
                VolumePolicy.Check(findings, path, value);
                break;
            case "containers":
                CheckContainers(findings, path, value, volumes);
                break;
            case "initContainers":
                foreach (var (item, container) in findings.Items(path, value))
                    CheckExtra(findings, item, container, volumes);
                break;
            default:
                findings.Unknown(path);
                break;
        }
    }

    private static void CheckContainers(PodFindings findings, string path, JsonNode value, IReadOnlySet<string> volumes)
    {
        foreach (var (item, container) in findings.Items(path, value))
        {
            if (container is JsonObject { } found && found["name"]?.ToString() == PodLayout.Worker)
                ContainerPolicy.Check(findings, item, container, volumes, isWorker: true);
            else
                CheckExtra(findings, item, container, volumes);
        }
    }

    private static void CheckExtra(PodFindings findings, string item, JsonNode container, IReadOnlySet<string> volumes)
    {
        findings.Need(item, "containers");
        if (findings.Text($"{item}.name", (container as JsonObject)?["name"]) is { } name && (name == PodLayout.Worker || name.StartsWith(PodLayout.OurVolumes, StringComparison.Ordinal)))
            findings.Deny($"{item}.name", "is a name of the runtime's own.");
        ContainerPolicy.Check(findings, item, container, volumes, isWorker: false);
    }
}
