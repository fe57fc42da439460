using static Actors.Runtimes.SettingText;

namespace Actors.Runtimes.Docker;

/// <summary>Reads <see cref="DockerRuntimeOptions"/>.</summary>
internal static class DockerRuntimeOptionsReader
{
    private const string Section = "Docker";

    /// <summary>Reads the sub-section <c>Docker</c> of an agent's flattened section.</summary>
    /// <exception cref="FormatException">A setting is unknown or does not parse; the message names it.</exception>
    public static DockerRuntimeOptions Read(IReadOnlyDictionary<string, string?> values)
    {
        var options = new DockerRuntimeOptions();
        var binds = new SortedDictionary<string, DockerBind>(StringComparer.Ordinal);
        foreach (var (key, value) in values)
        {
            var parts = key.Split(':');
            if (value is null || parts.Length < 2 || !parts[0].Equals(Section, StringComparison.OrdinalIgnoreCase))
                continue;
            if (parts is [_, var list, var index] && list.Equals("Binds", StringComparison.OrdinalIgnoreCase))
                binds[index.PadLeft(6, '0')] = Bind(key, value);
            else
                options = With(options, key, parts.Length == 2 ? parts[1] : "", value);
        }

        return options with { Binds = [.. binds.Values] };
    }

    private static DockerRuntimeOptions With(DockerRuntimeOptions options, string key, string name, string value) => name.ToUpperInvariant() switch
    {
        "ENDPOINT" => options with { Endpoint = value },
        "CERTIFICATES" => options with { Certificates = value },
        "NETWORK" => options with { Network = value },
        "PULLPOLICY" => options with { PullPolicy = Word<DockerPullPolicy>(key, value) },
        "PULLTIMEOUT" => options with { PullTimeout = Time(key, value) },
        "REGISTRYCONFIG" => options with { RegistryConfig = value },
        "PIDSLIMIT" => options with { PidsLimit = Number(key, value) },
        "USER" => options with { User = value },
        "LOGLIMIT" => options with { LogLimit = Number(key, value) },
        "DEADLINEGRACE" => options with { DeadlineGrace = Time(key, value) },
        _ => throw new FormatException($"The Docker runtime does not know the setting '{key}'."),
    };

    private static DockerBind Bind(string key, string value)
    {
        try
        {
            return DockerBind.Parse(value);
        }
        catch (FormatException exception)
        {
            throw new FormatException($"The setting '{key}': {exception.Message}.", exception);
        }
    }
}
