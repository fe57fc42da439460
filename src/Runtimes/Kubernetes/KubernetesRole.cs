using System.Text;

namespace Actors.Runtimes.Kubernetes;

/// <summary>
/// All that the runtime ever asks of the API server, and so the least Role that an agent needs. Every call names its rule; documentation and the manifest
/// are written from here.
/// </summary>
public static class KubernetesRole
{
    /// <summary>Starts workers.</summary>
    public static ApiRule CreatePods { get; } = new("pods", "create", "one pod per attempt");
    /// <summary>Recognises a worker that is there.</summary>
    public static ApiRule GetPods { get; } = new("pods", "get", "recognise a worker that is there, and see it gone");
    /// <summary>Lists workers.</summary>
    public static ApiRule ListPods { get; } = new("pods", "list", "find the agent's workers by label");
    /// <summary>Watches workers.</summary>
    public static ApiRule WatchPods { get; } = new("pods", "watch", "one stream of changes for all workers");
    /// <summary>Marks a worker that is being stopped.</summary>
    public static ApiRule PatchPods { get; } = new("pods", "patch", "mark a worker that is being stopped, so that its end is not lost");
    /// <summary>Stops and removes workers.</summary>
    public static ApiRule DeletePods { get; } = new("pods", "delete", "stop and remove workers");
    /// <summary>Reads what workers printed.</summary>
    public static ApiRule GetPodLogs { get; } = new("pods/log", "get", "the end of what a failed worker printed");
    /// <summary>Makes the secret that a pod pulls its image with.</summary>
    public static ApiRule CreateSecrets { get; } = new("secrets", "create", "the pull secret of a pod whose template has `imagePullCredentials`; Kubernetes removes it with the pod") { Optional = true };
    /// <summary>Reads what Kubernetes says of a worker.</summary>
    public static ApiRule ListEvents { get; } = new("events", "list", "Kubernetes' own words in the failure message");
    /// <summary>Reads the identity of the namespace.</summary>
    public static ApiRule GetNamespace { get; } = new("namespaces", "get", "identity of the engine: the UID of its own namespace");
    /// <summary>Reads the namespace's quota.</summary>
    public static ApiRule ListQuotas { get; } = new("resourcequotas", "list", "capacity, where the namespace has a quota") { Optional = true };
    /// <summary>Reads the size of the nodes.</summary>
    public static ApiRule ListNodes { get; } = new("nodes", "list", "capacity where there is no quota, and to refuse at once what fits on no node") { Optional = true, ClusterWide = true };

    /// <summary>Every rule.</summary>
    public static IReadOnlyList<ApiRule> All { get; } =
        [CreatePods, GetPods, ListPods, WatchPods, PatchPods, DeletePods, GetPodLogs, CreateSecrets, ListEvents, GetNamespace, ListQuotas, ListNodes];

    /// <summary>The table of the documentation.</summary>
    public static string ToMarkdown()
    {
        var text = new StringBuilder("| resource | verb | what for | |\n|---|---|---|---|\n");
        foreach (var rule in All)
        {
            var need = (rule.Optional ? "optional" : "needed") + (rule.ClusterWide ? ", ClusterRole" : "");
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"| `{rule.Resource}` | {rule.Verb} | {rule.Why} | {need} |\n");
        }

        return text.ToString();
    }

    /// <summary>The Role as a manifest, without what is optional on the cluster.</summary>
    public static string ToYaml(string name)
    {
        var text = new StringBuilder($"apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata:\n  name: {name}\nrules:\n");
        foreach (var rules in All.Where(rule => !rule.ClusterWide).GroupBy(rule => rule.Resource))
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"- apiGroups: [\"\"]\n  resources: [{rules.Key}]\n  verbs: [{string.Join(", ", rules.Select(rule => rule.Verb))}]\n");
        return text.ToString();
    }
}
