using System.Net;
using System.Net.NetworkInformation;

namespace Actors.Grains.Agents;

/// <summary>The controller's own listeners as this silo knows them: HTTP calls of templates are not to reach them.</summary>
internal static class ControllerListeners
{
    /// <summary>All of them, <c>HOST:PORT</c>; a listener on all addresses is one on each of this machine's.</summary>
    /// <param name="plane">Settings of the silo.</param>
    /// <param name="agent">Settings of the agent.</param>
    /// <param name="addresses">Addresses of this machine.</param>
    public static IReadOnlyList<string> Of(AgentPlaneOptions plane, AgentOptions agent, Func<IEnumerable<IPAddress>> addresses)
    {
        ArgumentNullException.ThrowIfNull(plane);
        ArgumentNullException.ThrowIfNull(agent);
        var places = Split(plane.Urls, ';').Concat(Split(plane.WorkerListen, ';')).Append(plane.Controller).Append(agent.WorkerUrl).OfType<string>()
            .Select(Place).OfType<(string Host, int Port)>().Append((Host: plane.SiloAddress, Port: plane.SiloPort)).ToList();
        // Names under which a proxy hands calls on to the silo.
        var names = Split(plane.AllowedHosts, ',').SelectMany(name => places.Select(place => place.Port).Concat([80, 443]).Select(port => (name, port)));
        return [.. places.SelectMany(place => Each(place, addresses)).Concat(names).Select(Text).Distinct(StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>Addresses of this machine.</summary>
    public static IEnumerable<IPAddress> OfThisMachine() =>
        NetworkInterface.GetAllNetworkInterfaces().SelectMany(card => card.GetIPProperties().UnicastAddresses).Select(found => new IPAddress(found.Address.GetAddressBytes()));

    private static IEnumerable<(string Host, int Port)> Each((string Host, int Port) place, Func<IEnumerable<IPAddress>> addresses) =>
        place.Host is "0.0.0.0" or "::" ? addresses().Select(address => (address.ToString(), place.Port)) : [place];

    private static (string Host, int Port)? Place(string url) =>
        Uri.TryCreate(url.Replace("://*", "://0.0.0.0", StringComparison.Ordinal).Replace("://+", "://0.0.0.0", StringComparison.Ordinal), UriKind.Absolute, out var uri) ? (uri.DnsSafeHost, uri.Port) : null;

    private static string Text((string Host, int Port) place) => place.Host.Contains(':', StringComparison.Ordinal) ? $"[{place.Host}]:{place.Port}" : $"{place.Host}:{place.Port}";

    private static string[] Split(string? list, char mark) => (list ?? "").Split(mark, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
