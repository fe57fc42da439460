using System.Globalization;

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
        "PULLPOLICY" => options with { PullPolicy = Policy(key, value) },
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

    private static DockerPullPolicy Policy(string key, string value) =>
        Enum.TryParse<DockerPullPolicy>(value, true, out var policy) && Enum.IsDefined(policy) && !char.IsDigit(value[0])
            ? policy : throw Wrong(key, value, "IfNotPresent, Always or Never");

    private static long Number(string key, string value) =>
        long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw Wrong(key, value, "a number");

    private static TimeSpan Time(string key, string value) =>
        TimeSpan.TryParse(value, CultureInfo.InvariantCulture, out var time) ? time : throw Wrong(key, value, "a time such as 00:00:10");

    private static FormatException Wrong(string key, string value, string wanted) => new($"The setting '{key}' is '{value}', not {wanted}.");
}
