using System.Net;
using System.Net.Sockets;

namespace Actors.Silo.Configuration;

/// <summary>Where a silo may be reached by others, and how: whoever may speak to a silo as another one rules the cluster.</summary>
public static class SiloAddressRules
{
    /// <summary>Value of <c>Actors:PlainSilos</c>: nobody but silos is on the network of <c>Actors:SiloAddress</c>.</summary>
    public const string Private = "private";

    private const string AddressKey = "Actors:SiloAddress";
    private const string CertificateKey = "Actors:SiloCertificate";
    private const string CaKey = "Actors:SiloCaFile";
    private const string NameKey = "Actors:SiloCertificateName";
    private const string PlainKey = "Actors:PlainSilos";

    /// <summary>What is wrong with the address and the certificate for other silos.</summary>
    /// <param name="options">The settings.</param>
    /// <returns>The problems, each with key, value and way out.</returns>
    public static IReadOnlyList<string> Problems(ActorsOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return [.. Certificate(options), .. Both(options), .. Address(options)];
    }

    /// <summary>Reads the address of a silo for other silos.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The address; null when it is not the address of one machine.</returns>
    public static IPAddress? Read(string? text) =>
        IPAddress.TryParse(text, out var ip)
            && !ip.Equals(IPAddress.Any) && !ip.Equals(IPAddress.IPv6Any) && !ip.Equals(IPAddress.Broadcast) && !ip.IsIPv6Multicast && !ip.IsIPv4MappedToIPv6
            // Short forms, such as 10.1 for 10.0.0.1, are rather mistakes.
            && (ip.AddressFamily == AddressFamily.InterNetworkV6 || (ip.ToString() == text && ip.GetAddressBytes()[0] is > 0 and < 224))
            ? ip
            : null;

    private static IEnumerable<string> Certificate(ActorsOptions options)
    {
        var (certificate, ca) = (!string.IsNullOrWhiteSpace(options.SiloCertificate), !string.IsNullOrWhiteSpace(options.SiloCaFile));
        if (certificate != ca || (!certificate && !string.IsNullOrWhiteSpace(options.SiloCertificateKey)))
        {
            yield return $"{CertificateKey} is '{options.SiloCertificate}' and {CaKey} is '{options.SiloCaFile}'. TLS between silos needs both: this silo's certificate, and the authority that those of all silos come from.";
        }

        if (Uri.CheckHostName(options.SiloCertificateName) != UriHostNameType.Dns)
        {
            yield return $"{NameKey} is '{options.SiloCertificateName}'. Give a DNS name that the certificates of all silos have.";
        }

        if (!string.IsNullOrWhiteSpace(options.PlainSilos) && !options.PlainSilos.Equals(Private, StringComparison.OrdinalIgnoreCase))
        {
            yield return $"{PlainKey} is '{options.PlainSilos}'. Use {Private} (nobody but silos is on the network of {AddressKey}), or leave it empty.";
        }
    }

    private static IEnumerable<string> Both(ActorsOptions options)
    {
        if (!string.IsNullOrWhiteSpace(options.PlainSilos) && !string.IsNullOrWhiteSpace(options.SiloCertificate))
        {
            yield return $"{PlainKey} is '{options.PlainSilos}', and {CertificateKey} is '{options.SiloCertificate}': silos speak TLS with each other, or they do not. Leave one of the two out.";
        }
    }

    private static IEnumerable<string> Address(ActorsOptions options)
    {
        if (Read(options.SiloAddress) is not { } ip)
        {
            yield return $"{AddressKey} is '{options.SiloAddress}'. Give one IP address, the address of this machine on the network that only silos share, such as 10.0.0.5; no name, and not 0.0.0.0.";
            yield break;
        }

        if (IPAddress.IsLoopback(ip))
        {
            yield break;
        }

        if (string.IsNullOrWhiteSpace(options.SiloCertificate) && string.IsNullOrWhiteSpace(options.PlainSilos))
        {
            yield return $"{AddressKey} is '{ip}', but there is no {CertificateKey}: without TLS, whoever reaches the port between silos rules the cluster. "
                + $"Set {CertificateKey} and {CaKey}, or set {PlainKey} to {Private} when nobody but silos is on that network (workers least of all), or leave {AddressKey} at 127.0.0.1.";
        }

        if (options.PostgreSql is null)
        {
            yield return $"{AddressKey} is '{ip}', but the store is the SQLite file {options.DatabaseFile}, which silos of other machines cannot share. "
                + $"Name a PostgreSQL database by Actors:Database, or leave {AddressKey} at 127.0.0.1.";
        }
    }
}
