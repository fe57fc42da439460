using System.Globalization;
using static Actors.Runtimes.SettingText;

namespace Actors.Runtimes.Kubernetes;

/// <summary>Reads <see cref="KubernetesRuntimeOptions"/> from an agent's flattened section.</summary>
public static class KubernetesRuntimeOptionsReader
{
    private const string Section = "Kubernetes";

    /// <summary>Reads the sub-section <c>Kubernetes</c>.</summary>
    /// <exception cref="FormatException">A setting is unknown or does not parse; the message names it.</exception>
    public static KubernetesRuntimeOptions Read(IReadOnlyDictionary<string, string?> values)
    {
        var options = new KubernetesRuntimeOptions();
        SortedDictionary<string, string> secrets = new(StringComparer.Ordinal), registries = new(StringComparer.Ordinal), allow = new(StringComparer.Ordinal);
        foreach (var (key, value) in values)
        {
            var parts = key.Split(':');
            if (value is null || parts.Length < 2 || !parts[0].Equals(Section, StringComparison.OrdinalIgnoreCase))
                continue;
            if (parts.Length == 3 && List(parts[1], secrets, registries, allow) is { } list)
                list[parts[2].PadLeft(6, '0')] = value;
            else
                options = parts.Length == 2 ? Set(options, key, parts[1], value) : throw Unknown(key);
        }

        return options with { ImagePullSecrets = [.. secrets.Values], PlainRegistries = [.. registries.Values], Allow = [.. allow.Values] };
    }

    private static SortedDictionary<string, string>? List(string name, SortedDictionary<string, string> secrets, SortedDictionary<string, string> registries, SortedDictionary<string, string> allow) =>
        name.ToUpperInvariant() switch { "IMAGEPULLSECRETS" => secrets, "PLAINREGISTRIES" => registries, "ALLOW" => allow, _ => null };

    private static KubernetesRuntimeOptions Set(KubernetesRuntimeOptions options, string key, string name, string value) => name.ToUpperInvariant() switch
    {
        "KUBECONFIG" => options with { KubeConfig = value },
        "CONTEXT" => options with { Context = value },
        "NAMESPACE" => options with { Namespace = value },
        "PULLPOLICY" => options with { PullPolicy = Word<PullPolicy>(key, value) },
        "INJECT" => options with { Inject = Word<InjectMode>(key, value) },
        "WORKERIMAGE" => options with { WorkerImage = value },
        "PENDINGLIMIT" => options with { PendingLimit = Time(key, value) },
        "WAITINGGRACE" => options with { WaitingGrace = Time(key, value) },
        "RELIST" => options with { Relist = Time(key, value) },
        "REQUESTRATE" => options with { RequestRate = double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var rate) ? rate : throw Wrong(key, value, "a number of calls a second") },
        "BURST" => options with { Burst = int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var burst) ? burst : throw Wrong(key, value, "a number of calls") },
        "PODTEMPLATE" => options with { PodTemplate = value },
        "SERVICEACCOUNTNAME" => options with { ServiceAccountName = value },
        "RUNASUSER" => options with { RunAsUser = Number(key, value, "the number of a user") },
        _ => throw Unknown(key),
    };

    private static FormatException Unknown(string key) => new($"The Kubernetes runtime does not know the setting '{key}'.");
}
