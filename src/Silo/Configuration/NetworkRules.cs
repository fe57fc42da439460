using System.Net;
using Actors.Grains.Links;

namespace Actors.Silo.Configuration;

/// <summary>What a silo may say without TLS, and where: tokens and secrets cross its listeners.</summary>
public static class NetworkRules
{
    /// <summary>Word of <c>Actors:PlainHttp</c>: a proxy in front of the silo terminates TLS.</summary>
    public const string Proxy = "proxy";

    /// <summary>Word of <c>Actors:PlainHttp</c>: the network is private.</summary>
    public const string Private = PlainCalls.Private;

    private const string PlainHttpKey = PlainCalls.Key;

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
            .. SiloAddressRules.Problems(options),
        ];
    }

    /// <summary>Whether an address is reached over the network without TLS.</summary>
    /// <param name="url">The address to listen on.</param>
    /// <returns>Whether it is.</returns>
    public static bool IsPlainBeyondLoopback(string url) => ListenAddress.TryParse(url, out var address) && !address.Https && !IPAddress.IsLoopback(address.Ip);

    private static IEnumerable<string> Listener(ActorsOptions options, string key, IReadOnlyList<string> urls) =>
        options.PlainHttpList.Any(word => word is Proxy or Private) ? [] : urls.Where(IsPlainBeyondLoopback).Select(url =>
            $"{key} is '{url}': whoever is on that network could read tokens and secrets. Use an https address with Actors:Certificate, or set {PlainHttpKey} to "
            + $"{Proxy} when a proxy in front of the silo terminates TLS, or to {Private} when nobody but silos, agents and workers is on the network.");
}
