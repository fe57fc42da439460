using System.Net;
using System.Net.Sockets;

namespace Actors.Silo.Configuration;

/// <summary>What a silo may say without TLS, and where: tokens and secrets cross its listeners, and whoever reaches the ports between silos rules the cluster.</summary>
public static class NetworkRules
{
    /// <summary>Word of <c>Actors:PlainHttp</c>: a proxy in front of the silo terminates TLS.</summary>
    public const string Proxy = "proxy";

    /// <summary>Word of <c>Actors:PlainHttp</c>: the network is private.</summary>
    public const string Private = "private";

    private const string PlainHttpKey = "Actors:PlainHttp";
    private const string SiloAddressKey = "Actors:SiloAddress";

    /// <summary>What is wrong with the addresses of a silo.</summary>
    /// <param name="options">The settings.</param>
    /// <returns>The problems, each with key, value and way out.</returns>
    public static IReadOnlyList<string> Problems(ActorsOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return
        [
            .. options.PlainHttpList.Where(word => word is not (Proxy or Private)).Select(word =>
                $"{PlainHttpKey} has '{word}'. Use {Proxy} (a proxy in front terminates TLS), {Private} (the network is private), both with a comma between, or leave it empty."),
            .. Listener(options, "Actors:Urls", options.UrlList),
            .. Listener(options, "Actors:WorkerListen", options.HostsController ? options.WorkerListenList : []),
            .. Silo(options),
        ];
    }

    /// <summary>Reads the address of a silo for other silos.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The address; null when it is not the address of one machine.</returns>
    public static IPAddress? ReadSiloAddress(string? text) =>
        IPAddress.TryParse(text, out var ip)
            && !ip.Equals(IPAddress.Any) && !ip.Equals(IPAddress.IPv6Any) && !ip.Equals(IPAddress.Broadcast) && !ip.IsIPv6Multicast && !ip.IsIPv4MappedToIPv6
            // Short forms, such as 10.1 for 10.0.0.1, are rather mistakes.
            && (ip.AddressFamily == AddressFamily.InterNetworkV6 || (ip.ToString() == text && ip.GetAddressBytes()[0] is > 0 and < 224))
            ? ip
            : null;

    /// <summary>Whether an address is reached over the network without TLS.</summary>
    /// <param name="url">The address to listen on.</param>
    /// <returns>Whether it is.</returns>
    public static bool IsPlainBeyondLoopback(string url) => ListenAddress.TryParse(url, out var address) && !address.Https && !IPAddress.IsLoopback(address.Ip);

    private static IEnumerable<string> Listener(ActorsOptions options, string key, IReadOnlyList<string> urls) =>
        options.PlainHttpList.Any(word => word is Proxy or Private) ? [] : urls.Where(IsPlainBeyondLoopback).Select(url =>
            $"{key} is '{url}': whoever is on that network could read tokens and secrets. Use an https address with Actors:Certificate, or set {PlainHttpKey} to "
            + $"{Proxy} when a proxy in front of the silo terminates TLS, or to {Private} when nobody but silos, agents and workers is on the network.");

    private static IEnumerable<string> Silo(ActorsOptions options)
    {
        if (ReadSiloAddress(options.SiloAddress) is not { } ip)
        {
            yield return $"{SiloAddressKey} is '{options.SiloAddress}'. Give one IP address, the address of this machine on the network that only silos share, such as 10.0.0.5; no name, and not 0.0.0.0.";
            yield break;
        }

        if (IPAddress.IsLoopback(ip))
        {
            yield break;
        }

        if (!options.PlainHttpList.Contains(Private))
        {
            yield return $"{SiloAddressKey} is '{ip}': silos speak to each other without TLS and without a token, so whoever reaches their ports rules the cluster. "
                + $"Set {PlainHttpKey} to {Private} when nobody but silos is on that network, or leave {SiloAddressKey} at 127.0.0.1.";
        }

        if (options.PostgreSql is null)
        {
            yield return $"{SiloAddressKey} is '{ip}', but the store is the SQLite file {options.DatabaseFile}, which silos of other machines cannot share. "
                + $"Name a PostgreSQL database by Actors:Database, or leave {SiloAddressKey} at 127.0.0.1.";
        }
    }
}
