using System.Net;
using System.Net.NetworkInformation;
using Actors.Grains.Links;
using Actors.Runtimes.Docker;
using Actors.Runtimes.Kubernetes;
using Actors.Silo.Configuration;

namespace Actors.Silo.Quickstart;

/// <summary>Finds the way from the quickstart's containers or pods to the silo: its worker endpoints must listen where they can be reached.</summary>
internal static class QuickstartEngine
{
    private const string ListenKey = "Actors:WorkerListen";
    private const string UrlsKey = "Actors:Urls";
    private const string PlainHttpKey = PlainCalls.Key;
    private const string DockerNetworkName = "actors-quickstart";

    /// <summary>Adds what the engine needs to the command's settings; whatever the command line sets itself stays.</summary>
    /// <param name="command">The command.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The command with the engine's settings.</returns>
    /// <exception cref="StartupException">The engine cannot be reached.</exception>
    public static async Task<SiloCommand> PrepareAsync(SiloCommand command, CancellationToken cancellationToken)
    {
        if (command.Quickstart is null || command.Runtime == "process")
        {
            return command;
        }

        var agent = $"Actors:Agents:{QuickstartSettings.Agent}";
        var settings = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        string address;
        try
        {
            if (command.Runtime == "docker")
            {
                var network = command.Settings.GetValueOrDefault($"{agent}:Docker:Network") ?? DockerNetworkName;
                settings[$"{agent}:Docker:Network"] = network;
                var endpoint = command.Settings.GetValueOrDefault($"{agent}:Docker:Endpoint") ?? new DockerRuntimeOptions().Endpoint;
                address = (await DockerNetwork.EnsureAsync(endpoint, network, cancellationToken)).ToString();
            }
            else
            {
                settings[$"{agent}:Kubernetes:KubeConfig"] = command.KubeConfig is { } file ? Path.GetFullPath(file) : KubernetesAccess.StandardKubeConfig;
                address = KubernetesAccess.AddressTowards(settings[$"{agent}:Kubernetes:KubeConfig"]!);
            }
        }
        catch (Exception e) when (e is InvalidOperationException or HttpRequestException)
        {
            throw new StartupException($"The quickstart's engine '{command.Runtime}' cannot be used: {e.Message}", e);
        }

        var listen = Setting(command, ListenKey) ?? new ActorsOptions().WorkerListen;
        if (!ListenAddress.TryParse(listen.Split(';')[0].Trim(), out var first))
        {
            // The configuration's own check says what is wrong with it.
            return command;
        }

        var url = $"{(first.Https ? "https" : "http")}://{address}:{first.Port}";
        settings[ListenKey] = first.Host is "*" || first.Host == address ? listen : $"{listen};{url}";
        settings[$"{agent}:WorkerUrl"] = url;
        if (MayBePlain(command, url, listen))
        {
            settings[PlainHttpKey] = NetworkRules.Private;
            await Console.Out.WriteLineAsync($"Workers call {url} without TLS: that network is a bridge inside this machine ({PlainHttpKey}={NetworkRules.Private}).");
        }

        foreach (var (key, value) in command.Settings.Where(setting => !setting.Key.Equals(ListenKey, StringComparison.OrdinalIgnoreCase)))
        {
            settings[key] = value;
        }

        return command with { Settings = settings };
    }

    /// <summary>Only the quickstart's own address is opened: what the user lets listen beyond loopback stays the user's to answer for.</summary>
    private static bool MayBePlain(SiloCommand command, string url, string listen) =>
        Setting(command, PlainHttpKey) is null && NetworkRules.IsPlainBeyondLoopback(url) && IsBridge(ListenAddress.Parse(url).Ip)
        && !$"{Setting(command, UrlsKey)};{listen}".Split(';', StringSplitOptions.TrimEntries).Any(NetworkRules.IsPlainBeyondLoopback);

    private static bool IsBridge(IPAddress address) => NetworkInterface.GetAllNetworkInterfaces()
        .Any(network => network.GetIPProperties().UnicastAddresses.Any(own => own.Address.Equals(address)) && Directory.Exists($"/sys/class/net/{network.Name}/bridge"));

    private static string? Setting(SiloCommand command, string key) =>
        command.Settings.GetValueOrDefault(key) ?? Environment.GetEnvironmentVariable(key.Replace(":", "__", StringComparison.Ordinal));
}
