using System.Net;

namespace Actors.Grains.Links;

/// <summary>Calls without TLS, which agents and workers send their tokens with: they need somebody's word that the network is private, as listeners do.</summary>
public static class PlainCalls
{
    /// <summary>Name of the setting with that word.</summary>
    public const string Key = "Actors:PlainHttp";

    /// <summary>The word: nobody but silos, agents and workers is on the network.</summary>
    public const string Private = "private";

    /// <summary>What is wrong with calling an address.</summary>
    /// <param name="setting">The setting that names the address.</param>
    /// <param name="url">The address.</param>
    /// <param name="plainHttp">The value of <see cref="Key"/>: words, separated by commas.</param>
    /// <returns>The problem, with setting, value and way out; null when there is none, or when it is no address at all.</returns>
    public static string? Problem(string setting, string? url, string? plainHttp) =>
        IsPlainBeyondLoopback(url) && !(plainHttp ?? "").Split(',', StringSplitOptions.TrimEntries).Contains(Private, StringComparer.OrdinalIgnoreCase)
            ? $"{setting} is '{url}': whoever is on the way could read tokens and secrets. Use an https address, or set {Key} to {Private} when nobody but silos, agents and workers is on that network."
            : null;

    /// <summary>Whether calls to an address leave this machine without TLS. Of a name nobody knows here where it leads.</summary>
    /// <param name="url">The address.</param>
    /// <returns>Whether they do.</returns>
    public static bool IsPlainBeyondLoopback(string? url) => Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttp
        && address.DnsSafeHost != "localhost" && !(IPAddress.TryParse(address.DnsSafeHost, out var ip) && IPAddress.IsLoopback(ip));
}
