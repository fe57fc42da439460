using System.Globalization;
using System.Text.RegularExpressions;

namespace Actors.Runtimes.Docker;

/// <summary>Says what is wrong with <see cref="DockerRuntimeOptions"/>.</summary>
public static partial class DockerRuntimeOptionsValidator
{
    private const long SmallestLog = 64 * 1024;
    private const long LargestLog = 16L << 30;
    private const long FewestPids = 16;
    private const long MostPids = 1 << 22;
    // What the form of the archives can hold.
    private const int LargestId = (1 << 21) - 1;

    /// <summary>The findings, each naming its setting below the agent's section; empty when all is well.</summary>
    public static IReadOnlyList<string> Validate(DockerRuntimeOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var findings = new List<string>();
        if (!DockerEndpoint.TryParse(options.Endpoint, options.Certificates, out _, out var problem))
            findings.Add($"Docker:Endpoint: {problem}");
        if (options.Certificates is { } folder)
            findings.AddRange(DockerEndpoint.CertificateFiles.Where(name => !File.Exists(Path.Combine(folder, name))).Select(name => $"Docker:Certificates: there is no {name} in '{folder}'."));
        if (options.Network is { } network && (!NetworkName().IsMatch(network) || network is "host" or "none"))
            findings.Add($"Docker:Network: '{network}' is no network that workers can have: name a bridge, or leave it out for one of the agent's own.");
        if (options.RegistryConfig is { } config && !File.Exists(config))
            findings.Add($"Docker:RegistryConfig: there is no file '{config}'.");
        if (!IsUser(options.User))
            findings.Add($"Docker:User: '{options.User}' is not UID:GID in numbers between 1 and {LargestId}.");
        foreach (var bind in options.Binds)
            findings.AddRange(Findings(bind));
        findings.AddRange(Bounds(options));
        return findings;
    }

    private static IEnumerable<string> Bounds(DockerRuntimeOptions options)
    {
        if (options.PullTimeout < TimeSpan.FromSeconds(1) || options.PullTimeout > TimeSpan.FromMinutes(15))
            yield return $"Docker:PullTimeout: {options.PullTimeout} is not between 1 s and 15 minutes.";
        if (options.PidsLimit is < FewestPids or > MostPids)
            yield return $"Docker:PidsLimit: {options.PidsLimit} is not between {FewestPids} and {MostPids}.";
        if (options.LogLimit is < SmallestLog or > LargestLog)
            yield return $"Docker:LogLimit: {options.LogLimit} is not between 64 KiB and 16 GiB.";
        if (options.DeadlineGrace < TimeSpan.Zero || options.DeadlineGrace > TimeSpan.FromHours(1))
            yield return $"Docker:DeadlineGrace: {options.DeadlineGrace} is not between 0 and 1 hour.";
    }

    private static IEnumerable<string> Findings(DockerBind bind)
    {
        if (!bind.Source.StartsWith('/') || !bind.Target.StartsWith('/') || bind.Target == "/")
            yield return $"Docker:Binds: '{bind.Source}:{bind.Target}' are not two absolute paths.";
        if ((bind.Target + "/").StartsWith(ContainerLayout.Root + "/", StringComparison.Ordinal))
            yield return $"Docker:Binds: '{bind.Target}' is below {ContainerLayout.Root}, which is the worker's own.";
    }

    private static bool IsUser(string user) => user.Split(':') is [var uid, var gid] && IsId(uid) && IsId(gid);

    private static bool IsId(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && id is > 0 and <= LargestId;

    [GeneratedRegex("^[a-zA-Z0-9][a-zA-Z0-9_.-]*$")]
    private static partial Regex NetworkName();
}
