using System.Text.RegularExpressions;
using Actors.Templates.Kinds;
using Actors.Templates.Reading;

namespace Actors.Templates.Planning;

/// <summary>Numbers of an agent: how many workers it has, and how large it is itself.</summary>
internal static partial class AgentSizes
{
    private const long MinMemoryBytes = 1L << 30;
    private const long MinKubernetesMillis = 250;

    public static void Check(ResourceDocument document, AgentConfig? config, FindingList findings)
    {
        const string path = "spec.config";
        if (config?.Environment?.NumWorkers is < 1 or > 10_000)
        {
            findings.Error(document, $"{path}.environment.numWorkers", "The number of workers must be between 1 and 10000.");
        }

        if (config?.Concurrency < 1)
        {
            findings.Warn(document, $"{path}.concurrency", "The number of concurrent operations is 1 or more.");
        }

        Limit(document, $"{path}.docker.limits.cpu", config?.Docker?.Limits?.Cpu, Quantity.Millis, 1, "An agent needs some CPU: a number of cores such as 0.5, or 500m.", findings);
        Limit(document, $"{path}.docker.limits.memory", config?.Docker?.Limits?.Memory, DockerBytes, MinMemoryBytes, "An agent needs 1 GiB at least, written as 1gb, 1536mb or 2Gi.", findings);
        Limit(document, $"{path}.kubernetes.limits.cpu", config?.Kubernetes?.Limits?.Cpu, Quantity.Millis, MinKubernetesMillis, "An agent needs 250m at least.", findings);
        Limit(document, $"{path}.kubernetes.limits.memory", config?.Kubernetes?.Limits?.Memory, Quantity.Bytes, MinMemoryBytes, "An agent needs 1Gi at least.", findings);
    }

    // Warnings: whoever installs the agent decides how large it is.
    private static void Limit(ResourceDocument document, string path, string? text, Func<string, long?> read, long least, string what, FindingList findings)
    {
        if (!string.IsNullOrWhiteSpace(text) && !(read(text.Trim()) >= least))
        {
            findings.Warn(document, path, $"'{text.Trim()}' is too small, or no amount. {what}");
        }
    }

    // Docker's units are powers of 1024, in any letter case.
    private static long? DockerBytes(string text) => DockerUnit().Match(text) is { Success: true } match
        ? Quantity.Bytes($"{match.Groups["number"].Value}{match.Groups["unit"].Value.ToUpperInvariant() switch { "K" => "Ki", "M" => "Mi", "G" => "Gi", _ => "" }}")
        : Quantity.Bytes(text);

    [GeneratedRegex("^(?<number>[0-9.]{1,20})(?<unit>[kmgKMG]?)[bB]?$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex DockerUnit();
}
