using System.Text.Json.Nodes;
using Actors.Contracts.Activities;
using Actors.Contracts.Runtimes;
using Actors.Runtimes.Kubernetes.Pods;

namespace Actors.Runtimes.Kubernetes.Policy;

/// <summary>
/// Judges what a template asks of its worker's pod. Its author is not trusted: a field passes when it is on the list here and harmless, or when the agent's
/// configuration allows it; every other field is refused, those that Kubernetes will have one day too. Pure.
/// </summary>
/// <param name="agent">Name of the agent, for messages.</param>
/// <param name="ownNamespace">The agent's namespace.</param>
/// <param name="allowances">What the agent allows.</param>
internal sealed class PodPolicy(string agent, string ownNamespace, PodAllowances allowances)
{
    private const int MostFindings = 5;
    private const int LongestPatch = 64 * 1024;

    /// <summary>What the template gets.</summary>
    /// <exception cref="WorkerStartException">It asks for what it may not have (<see cref="ReasonCode.InvalidInput"/>); the message names the field and the setting.</exception>
    public PodPlan Judge(PodOptions? options, IReadOnlyList<WorkerVolume>? volumes = null)
    {
        var findings = new PodFindings(allowances);
        // Storage of the cluster costs, whoever asks for it; as a volume of a pod template would.
        if (volumes?.Any(volume => volume.Claim) == true)
            findings.Need("volumes.usePVC", "volumes", "ephemeral");
        if (options is null)
            return findings.All.Count > 0 ? throw Refusal(findings.All) : new(ownNamespace, []);
        var patch = new JsonObject();
        try
        {
            if (options.KubeConfig)
                findings.Deny("kubeConfigOptions", "a pod is created by the agent, in its own cluster; no agent takes a kubeconfig of a template.");
            var asked = PodAsk.OfOptions(options);
            Check(findings, "kubeOptions: ", asked);
            PodMerge.Merge(patch, asked);
            if (PodAsk.Normal(options.Template) is { } template)
            {
                if (template.ToJsonString().Length > LongestPatch)
                    findings.Deny("pod template", $"is longer than {LongestPatch >> 10} KiB.");
                Check(findings, "pod template: ", template);
                if (findings.All.Count == 0)
                    PodMerge.Merge(patch, template.AsObject());
            }
        }
        catch (FormatException exception)
        {
            findings.Deny("kubeOptions", exception.Message);
        }

        var place = Place(findings, options, patch);
        if (findings.All.Count > 0)
            throw Refusal(findings.All);
        return new(place, patch);
    }

    private string Place(PodFindings findings, PodOptions options, JsonObject patch)
    {
        var place = ownNamespace;
        // Each is judged: one that is allowed does not hide one that is not.
        foreach (var asked in (string?[])[options.Namespace, (patch["metadata"] as JsonObject)?["namespace"]?.ToString()])
        {
            if (asked is null)
                continue;
            if (asked != ownNamespace)
                findings.Need("namespace", "namespace", asked);
            place = asked;
        }

        (patch["metadata"] as JsonObject)?.Remove("namespace");
        return place;
    }

    private WorkerStartException Refusal(IReadOnlyList<string> findings)
    {
        var more = findings.Count > MostFindings ? $" And {findings.Count - MostFindings} more." : "";
        return new(ReasonCode.InvalidInput, $"Agent '{agent}' does not allow what the template asks of its worker's pod (settings below Actors:Agents:{agent}). "
            + string.Join(' ', findings.Distinct().Take(MostFindings)) + more);
    }

    private static void Check(PodFindings findings, string source, JsonNode patch)
    {
        foreach (var (name, value) in findings.Fields(source.TrimEnd(' ', ':'), patch))
        {
            switch (name)
            {
                case "metadata":
                    CheckMetadata(findings, source + name, value);
                    break;
                case "spec":
                    PodSpecPolicy.Check(findings, source + name, value);
                    break;
                default:
                    findings.Unknown(source + name);
                    break;
            }
        }
    }

    private static void CheckMetadata(PodFindings findings, string field, JsonNode metadata)
    {
        foreach (var (name, value) in findings.Fields(field, metadata))
        {
            switch (name)
            {
                case "namespace":
                    findings.Text($"{field}.{name}", value);
                    break;
                case "labels" or "annotations":
                    foreach (var key in findings.Names($"{field}.{name}", value))
                    {
                        if (key.StartsWith(PodLayout.Ours, StringComparison.Ordinal))
                            findings.Deny($"{field}.{name}.{key}", $"what begins with {PodLayout.Ours} is the runtime's own.");
                        else if (name == "annotations")
                            findings.Need($"{field}.{name}.{key}", "annotations", key);
                    }

                    break;
                default:
                    findings.Deny($"{field}.{name}", "name and life of a pod are the runtime's own.");
                    break;
            }
        }
    }
}
