using System.Text.Json.Nodes;
using Actors.Runtimes.Kubernetes.Pods;

namespace Actors.Runtimes.Kubernetes.Policy;

/// <summary>Judges a container: what is added to the worker's, or one beside it.</summary>
internal static class ContainerPolicy
{
    public static void Check(PodFindings findings, string field, JsonNode container, IReadOnlySet<string> volumes, bool isWorker)
    {
        foreach (var (name, value) in findings.Fields(field, container))
        {
            var path = $"{field}.{name}";
            switch (name)
            {
                case "name":
                    break;
                case "env":
                    foreach (var (item, variable) in findings.Items(path, value))
                        CheckVariable(findings, item, variable, isWorker);
                    break;
                case "envFrom":
                    foreach (var (item, source) in findings.Items(path, value))
                        CheckSource(findings, item, source);
                    break;
                case "resources":
                    CheckResources(findings, path, value, isWorker);
                    break;
                case "securityContext":
                    SecurityPolicy.CheckContainer(findings, path, value);
                    break;
                case "volumeMounts":
                    foreach (var (item, mount) in findings.Items(path, value))
                        VolumePolicy.CheckMount(findings, item, mount, volumes);
                    break;
                case "ports":
                    foreach (var (item, port) in findings.Items(path, value))
                        CheckPort(findings, item, port);
                    break;
                // The worker's own program is the first process of its container.
                case "image" or "command" or "args" or "imagePullPolicy" or "workingDir" when !isWorker:
                    findings.Free(path, value);
                    break;
                case "image" or "command" or "args":
                    findings.Deny(path, "image and command of the worker are the driver's and the runtime's.");
                    break;
                default:
                    findings.Unknown(path);
                    break;
            }
        }
    }

    private static void CheckVariable(PodFindings findings, string field, JsonNode variable, bool isWorker)
    {
        foreach (var (name, value) in findings.Fields(field, variable))
        {
            var path = $"{field}.{name}";
            switch (name)
            {
                case "name":
                    if (findings.Text(path, value) is not { } key)
                        break;
                    if (key is "HOME" or "TMPDIR" || key.StartsWith("ACTORS_", StringComparison.Ordinal))
                        findings.Deny(path, $"'{key}' is the runtime's own.");
                    else if (isWorker)
                        // Jobs do not inherit it, but the Worker program heeds it: a proxy or a certificate authority would see what it tells the controller.
                        findings.Need(path, "env", key);
                    break;
                case "value":
                    findings.Text(path, value);
                    break;
                case "valueFrom":
                    foreach (var (kind, source) in findings.Fields(path, value))
                        CheckReference(findings, $"{path}.{kind}", kind, source);
                    break;
                default:
                    findings.Unknown(path);
                    break;
            }
        }
    }

    private static void CheckReference(PodFindings findings, string path, string kind, JsonNode source)
    {
        switch (kind)
        {
            case "fieldRef" or "resourceFieldRef":
                findings.Free(path, source);
                break;
            case "secretKeyRef":
                findings.Need(path, "secrets", findings.Text($"{path}.name", (source as JsonObject)?["name"]));
                break;
            case "configMapKeyRef":
                findings.Need(path, "configMaps", findings.Text($"{path}.name", (source as JsonObject)?["name"]));
                break;
            default:
                findings.Unknown(path);
                break;
        }
    }

    private static void CheckSource(PodFindings findings, string field, JsonNode source)
    {
        foreach (var (name, value) in findings.Fields(field, source))
        {
            switch (name)
            {
                case "prefix" when findings.Text($"{field}.{name}", value) is { } prefix && !prefix.StartsWith("ACTORS", StringComparison.Ordinal):
                    break;
                case "secretRef":
                    findings.Need($"{field}.{name}", "secrets", findings.Text($"{field}.{name}.name", (value as JsonObject)?["name"]));
                    break;
                case "configMapRef":
                    findings.Need($"{field}.{name}", "configMaps", findings.Text($"{field}.{name}.name", (value as JsonObject)?["name"]));
                    break;
                default:
                    findings.Unknown($"{field}.{name}");
                    break;
            }
        }
    }

    private static void CheckResources(PodFindings findings, string field, JsonNode resources, bool isWorker)
    {
        foreach (var (name, value) in findings.Fields(field, resources))
        {
            if (name is not ("requests" or "limits"))
            {
                findings.Unknown($"{field}.{name}");
                continue;
            }

            foreach (var (resource, amount) in findings.Fields($"{field}.{name}", value))
            {
                findings.Free($"{field}.{name}.{resource}", amount);
                if (isWorker && resource is ("cpu" or "memory"))
                    findings.Deny($"{field}.{name}.{resource}", "the size of a worker is the driver's or the agent's (Sizes).");
            }
        }
    }

    private static void CheckPort(PodFindings findings, string field, JsonNode port)
    {
        foreach (var (name, value) in findings.Fields(field, port))
        {
            if (name is "hostPort" or "hostIP")
                findings.Need($"{field}.{name}", "hostPort");
            else if (name is "containerPort" or "name" or "protocol")
                findings.Free($"{field}.{name}", value);
            else
                findings.Unknown($"{field}.{name}");
        }
    }
}
