using System.Text.RegularExpressions;
using Actors.Runtimes.Kubernetes.Policy;

namespace Actors.Runtimes.Kubernetes;

/// <summary>Says what is wrong with <see cref="KubernetesRuntimeOptions"/>.</summary>
public static partial class KubernetesRuntimeOptionsValidator
{
    /// <summary>The findings, each naming its setting below the agent's section; empty when all is well.</summary>
    public static IReadOnlyList<string> Validate(KubernetesRuntimeOptions options)
    {
        var findings = new List<string>();
        if (options is { Context: not null, KubeConfig: null })
            findings.Add("Kubernetes:Context: there is no KubeConfig to take the context from.");
        Name(findings, "Namespace", options.Namespace);
        Name(findings, "ServiceAccountName", options.ServiceAccountName);
        foreach (var secret in options.ImagePullSecrets)
            Name(findings, "ImagePullSecrets", secret);
        foreach (var registry in options.PlainRegistries.Where(registry => !Uri.TryCreate($"http://{registry}/", UriKind.Absolute, out var place) || place.Authority != registry))
            findings.Add($"Kubernetes:PlainRegistries: '{registry}' is no host with its port, such as registry.example:5000.");
        if (string.IsNullOrWhiteSpace(options.WorkerImage))
            findings.Add("Kubernetes:WorkerImage: is empty.");
        Between(findings, "PendingLimit", options.PendingLimit, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1));
        Between(findings, "WaitingGrace", options.WaitingGrace, TimeSpan.Zero, TimeSpan.FromHours(1));
        Between(findings, "Relist", options.Relist, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(30));
        if (!(options.RequestRate is >= 0.1 and <= 10_000))
            findings.Add($"Kubernetes:RequestRate: {options.RequestRate} is not between 0.1 and 10000 calls a second.");
        if (options.Burst is < 1 or > 10_000)
            findings.Add($"Kubernetes:Burst: {options.Burst} is not between 1 and 10000.");
        if (options.RunAsUser is < 1 or > int.MaxValue)
            findings.Add($"Kubernetes:RunAsUser: {options.RunAsUser} is not between 1 and {int.MaxValue}; workers do not run as root.");
        findings.AddRange(PodAllowances.Parse(options.Allow).Findings.Select(finding => $"Kubernetes:Allow: {finding}"));
        return findings;
    }

    private static void Name(List<string> findings, string setting, string? value)
    {
        if (value is not null && !ObjectName().IsMatch(value))
            findings.Add($"Kubernetes:{setting}: '{value}' is no name of a Kubernetes object.");
    }

    private static void Between(List<string> findings, string setting, TimeSpan value, TimeSpan least, TimeSpan most)
    {
        if (value < least || value > most)
            findings.Add($"Kubernetes:{setting}: {value} is not between {least} and {most}.");
    }

    [GeneratedRegex(@"^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$")]
    private static partial Regex ObjectName();
}
