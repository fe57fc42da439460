namespace Actors.Runtimes.Kubernetes.Policy;

/// <summary>What the agent's configuration lets templates ask for (<c>Kubernetes:Allow</c>): each entry a word, or <c>word=NAME,NAME</c> for these only.</summary>
public sealed class PodAllowances
{
    /// <summary>Any name will do.</summary>
    private static readonly IReadOnlySet<string> Any = new HashSet<string>();

    private static readonly string[] WithoutNames =
        ["privileged", "root", "serviceAccountToken", "hostNetwork", "hostPID", "hostIPC", "hostPort", "engineSocket", "containers", "dns", "procMount", "seccomp", "seLinux", "appArmor", "mountPropagation"];
    private static readonly string[] WithNames =
        ["capabilities", "env", "serviceAccountName", "hostPath", "secrets", "configMaps", "persistentVolumeClaim", "annotations", "nodeName", "priorityClassName", "runtimeClassName", "schedulerName", "sysctls"];
    private static readonly string[] OnlyWithNames = ["namespace", "volumes"];

    private readonly Dictionary<string, IReadOnlySet<string>> _allowed;

    private PodAllowances(Dictionary<string, IReadOnlySet<string>> allowed, IReadOnlyList<string> findings) => (_allowed, Findings) = (allowed, findings);

    /// <summary>Every word, with an example of names where it takes some.</summary>
    public static IEnumerable<string> Words => WithoutNames.Concat(WithNames.Select(word => word + "[=NAME,…]")).Concat(OnlyWithNames.Select(word => word + "=NAME,…")).Order(StringComparer.Ordinal);

    /// <summary>What is wrong with the entries; empty when all is well.</summary>
    public IReadOnlyList<string> Findings { get; }

    /// <summary>Namespaces beside the agent's own in which templates may place workers.</summary>
    public IReadOnlyCollection<string> Namespaces => _allowed.GetValueOrDefault("namespace") ?? Any;

    /// <summary>Reads the entries.</summary>
    public static PodAllowances Parse(IReadOnlyList<string> entries)
    {
        var allowed = new Dictionary<string, IReadOnlySet<string>>(StringComparer.Ordinal);
        var findings = new List<string>();
        foreach (var entry in entries)
        {
            var parts = entry.Split('=', 2, StringSplitOptions.TrimEntries);
            var (word, names) = (parts[0], parts.Length > 1 ? parts[1].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) : []);
            if (Mistake(word, names.Length, parts.Length > 1) is { } mistake)
                findings.Add($"'{entry}': {mistake}");
            else if (names.Length == 0 || (allowed.TryGetValue(word, out var known) && ReferenceEquals(known, Any)))
                allowed[word] = Any;
            else
                allowed[word] = allowed.GetValueOrDefault(word, Any).Concat(names).ToHashSet(StringComparer.Ordinal);
        }

        return new(allowed, findings);
    }

    /// <summary>Whether the word is allowed, without names or for this one.</summary>
    public bool Allows(string word, string? name = null) =>
        _allowed.TryGetValue(word, out var names) && (ReferenceEquals(names, Any) || (name is not null && names.Contains(name)));

    /// <summary>Whether a path of the host is allowed: a name is that path and all below it.</summary>
    public bool AllowsPath(string path) => _allowed.TryGetValue("hostPath", out var names)
        && (ReferenceEquals(names, Any) || names.Any(name => path == name || path.StartsWith(name.TrimEnd('/') + '/', StringComparison.Ordinal)));

    private static string? Mistake(string word, int names, bool hasValue) => word switch
    {
        "kubeConfig" => "no agent creates pods with a kubeconfig of a template.",
        _ when WithoutNames.Contains(word) => hasValue ? $"{word} takes no names." : null,
        _ when WithNames.Contains(word) => hasValue && names == 0 ? $"there are no names after {word}=." : null,
        _ when OnlyWithNames.Contains(word) => names == 0 ? $"{word} needs names: {word}=NAME." : null,
        _ => $"is not known; there are {string.Join(", ", Words)}.",
    };
}
