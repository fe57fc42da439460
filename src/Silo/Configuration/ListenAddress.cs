using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace Actors.Silo.Configuration;

/// <summary>An address to listen on.</summary>
/// <param name="Https">With TLS.</param>
/// <param name="Host">The host as configured: an IP address, <c>localhost</c>, or <c>*</c> for all.</param>
/// <param name="Ip">The IP address to bind.</param>
/// <param name="Port">The port.</param>
public sealed record ListenAddress(bool Https, string Host, IPAddress Ip, int Port)
{
    /// <summary>Reads <c>http://HOST:PORT</c>.</summary>
    /// <param name="url">The text.</param>
    /// <param name="address">The address.</param>
    /// <returns>Whether the text is one.</returns>
    public static bool TryParse(string url, [NotNullWhen(true)] out ListenAddress? address)
    {
        address = null;
        ArgumentNullException.ThrowIfNull(url);
        var all = url.Replace("://*:", "://0.0.0.0:", StringComparison.Ordinal).Replace("://+:", "://0.0.0.0:", StringComparison.Ordinal);
        if (!Uri.TryCreate(all, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.AbsolutePath != "/")
        {
            return false;
        }

        var host = uri.DnsSafeHost;
        var ip = host == "localhost" ? IPAddress.Loopback : IPAddress.TryParse(host, out var parsed) ? parsed : null;
        if (ip is null)
        {
            return false;
        }

        address = new(uri.Scheme == "https", ip.Equals(IPAddress.Any) ? "*" : host, ip, uri.Port);
        return true;
    }

    /// <summary>Reads an address that was validated before.</summary>
    /// <param name="url">The text.</param>
    /// <returns>The address.</returns>
    /// <exception cref="FormatException">It is none.</exception>
    public static ListenAddress Parse(string url) => TryParse(url, out var address) ? address : throw new FormatException($"'{url}' is no address to listen on.");

    /// <summary>The address at which this machine reaches the listener.</summary>
    public string LocalUrl
    {
        get
        {
            var host = Ip.Equals(IPAddress.Any) ? "127.0.0.1" : Ip.Equals(IPAddress.IPv6Any) ? "[::1]" : Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]" : Host;
            return $"{(Https ? "https" : "http")}://{host}:{Port}";
        }
    }
}
