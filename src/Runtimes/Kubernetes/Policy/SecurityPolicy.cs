using System.Text.Json.Nodes;

namespace Actors.Runtimes.Kubernetes.Policy;

/// <summary>Judges security contexts.</summary>
internal static class SecurityPolicy
{
    public static void CheckPod(PodFindings findings, string field, JsonNode context)
    {
        foreach (var (name, value) in findings.Fields(field, context))
        {
            var path = $"{field}.{name}";
            switch (name)
            {
                case "fsGroup" when findings.Whole(path, value) is { } group:
                    NeedRoot(findings, path, group);
                    break;
                case "supplementalGroups":
                    foreach (var (item, group) in findings.Items(path, value))
                        NeedRoot(findings, item, findings.Whole(item, group));
                    break;
                case "fsGroupChangePolicy":
                    findings.Text(path, value);
                    break;
                case "sysctls":
                    foreach (var (item, sysctl) in findings.Items(path, value))
                        findings.Need(item, "sysctls", findings.Text($"{item}.name", (sysctl as JsonObject)?["name"]));
                    break;
                default:
                    CheckShared(findings, path, name, value);
                    break;
            }
        }
    }

    public static void CheckContainer(PodFindings findings, string field, JsonNode context)
    {
        foreach (var (name, value) in findings.Fields(field, context))
        {
            var path = $"{field}.{name}";
            switch (name)
            {
                case "privileged" or "allowPrivilegeEscalation" when findings.Flag(path, value) == true:
                    findings.Need(path, "privileged");
                    break;
                case "privileged" or "allowPrivilegeEscalation":
                    break;
                case "readOnlyRootFilesystem":
                    findings.Flag(path, value);
                    break;
                case "procMount" when findings.Text(path, value) is { } mount:
                    if (mount != "Default")
                        findings.Need(path, "procMount");
                    break;
                case "capabilities":
                    CheckCapabilities(findings, path, value);
                    break;
                default:
                    CheckShared(findings, path, name, value);
                    break;
            }
        }
    }

    private static void CheckShared(PodFindings findings, string path, string name, JsonNode value)
    {
        switch (name)
        {
            case "runAsUser" or "runAsGroup":
                NeedRoot(findings, path, findings.Whole(path, value));
                break;
            case "runAsNonRoot":
                if (findings.Flag(path, value) == false)
                    findings.Need(path, "root");
                break;
            case "seccompProfile":
                CheckProfile(findings, path, value, "seccomp");
                break;
            case "appArmorProfile":
                CheckProfile(findings, path, value, "appArmor");
                break;
            case "seLinuxOptions":
                findings.Need(path, "seLinux");
                findings.Free(path, value);
                break;
            default:
                findings.Unknown(path);
                break;
        }
    }

    private static void CheckProfile(PodFindings findings, string path, JsonNode profile, string word)
    {
        foreach (var (name, value) in findings.Fields(path, profile))
        {
            if (name is not ("type" or "localhostProfile"))
                findings.Unknown($"{path}.{name}");
            else if (findings.Text($"{path}.{name}", value) is { } text && (name, text) != ("type", "RuntimeDefault"))
                findings.Need($"{path}.{name}", word);
        }
    }

    private static void CheckCapabilities(PodFindings findings, string field, JsonNode capabilities)
    {
        foreach (var (name, value) in findings.Fields(field, capabilities))
        {
            switch (name)
            {
                case "add":
                    foreach (var (item, capability) in findings.Items($"{field}.{name}", value))
                        findings.Need(item, "capabilities", findings.Text(item, capability));
                    break;
                // Fewer dropped than all are more had.
                case "drop":
                    if (value is not JsonArray dropped || !dropped.Any(item => item?.ToString() == "ALL"))
                        findings.Need($"{field}.{name}", "capabilities");
                    findings.Free($"{field}.{name}", value);
                    break;
                default:
                    findings.Unknown($"{field}.{name}");
                    break;
            }
        }
    }

    private static void NeedRoot(PodFindings findings, string path, long? id)
    {
        if (id == 0)
            findings.Need(path, "root");
    }
}
