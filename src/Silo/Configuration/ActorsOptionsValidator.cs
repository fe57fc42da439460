using Microsoft.Extensions.Options;

namespace Actors.Silo.Configuration;

/// <summary>Checks <see cref="ActorsOptions"/>: every message names the key, the value and the way out.</summary>
public sealed class ActorsOptionsValidator : IValidateOptions<ActorsOptions>
{
    private static readonly string[] KnownRoles = ["controller", "agent"];

    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, ActorsOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var problems = new List<string>();
        var unknown = options.RoleList.Except(KnownRoles).ToArray();
        if (unknown.Length > 0 || options.RoleList.Count == 0)
        {
            problems.Add($"Actors:Roles is '{options.Roles}'. Use controller, agent, or controller,agent.");
        }

        if (string.IsNullOrWhiteSpace(options.Organisation))
        {
            problems.Add("Actors:Organisation is empty. Give it a name, such as default.");
        }

        if (string.IsNullOrWhiteSpace(options.Data))
        {
            problems.Add("Actors:Data is empty. Give a folder (--data DIR).");
        }

        Addresses(problems, "Actors:Urls", options.UrlList, options);
        Addresses(problems, "Actors:WorkerListen", options.WorkerListenList, options);
        if (options.HostsAgents && !options.HostsController && !IsAddress(options.Controller))
        {
            problems.Add($"Actors:Controller is '{options.Controller}'. A silo that hosts only agents needs the controller's http or https address.");
        }

        Port(problems, "Actors:SiloPort", options.SiloPort);
        if (options.MaxArtifactBytes is < 1 or > 1L << 40)
        {
            problems.Add($"Actors:MaxArtifactBytes is {options.MaxArtifactBytes}. Use 1 byte to 1 TiB.");
        }

        if (options.ShareWorkerPort && !OperatingSystem.IsLinux())
        {
            problems.Add("Actors:ShareWorkerPort is true, but only Linux shares a port among those that listen on it. Leave it out, and give each silo an Actors:WorkerListen of its own.");
        }

        problems.AddRange(NetworkRules.Problems(options));
        problems.AddRange(options.Tofu.Problems());
        problems.AddRange(options.Otlp.Problems());
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static void Addresses(List<string> problems, string key, IReadOnlyList<string> urls, ActorsOptions options)
    {
        if (urls.Count == 0)
        {
            problems.Add($"{key} is empty. Give an address such as http://127.0.0.1:8080.");
        }

        foreach (var url in urls)
        {
            if (!ListenAddress.TryParse(url, out var address))
            {
                problems.Add($"{key} is '{url}'. Use http://HOST:PORT or https://HOST:PORT with an IP address, localhost or * as host.");
            }
            else if (address.Https && string.IsNullOrWhiteSpace(options.Certificate))
            {
                problems.Add($"{key} is '{url}', but Actors:Certificate names no certificate. Set it to a PEM file.");
            }
        }
    }

    private static bool IsAddress(string? url) => Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https";

    private static void Port(List<string> problems, string key, int value)
    {
        if (value is < 1 or > 65535)
        {
            problems.Add($"{key} is {value}. Use a port from 1 to 65535.");
        }
    }
}
