using System.Net;
using System.Net.Sockets;

namespace Actors.Worker.Http;

/// <summary>Addresses that are nobody's server on a network: what a template's HTTP call may not reach, since they lead to the machine itself, to the engine, or to the cloud's own services.</summary>
internal static class AddressKinds
{
    private static readonly (string Kind, IPNetwork Network)[] Refused =
    [
        ("a loopback address", IPNetwork.Parse("127.0.0.0/8")),
        ("a loopback address", IPNetwork.Parse("::1/128")),
        ("a link-local address", IPNetwork.Parse("169.254.0.0/16")),
        ("a link-local address", IPNetwork.Parse("fe80::/10")),
        ("an unspecified address", IPNetwork.Parse("0.0.0.0/8")),
        ("an unspecified address", IPNetwork.Parse("::/128")),
        ("a multicast address", IPNetwork.Parse("224.0.0.0/4")),
        ("a multicast address", IPNetwork.Parse("ff00::/8")),
        ("a reserved address", IPNetwork.Parse("240.0.0.0/4")),
        // Beyond link-local, the clouds answer with credentials here.
        ("a cloud's metadata service", IPNetwork.Parse("100.100.100.200/32")),
        ("a cloud's metadata service", IPNetwork.Parse("168.63.129.16/32")),
        ("a cloud's metadata service", IPNetwork.Parse("fd00:ec2::/32")),
        ("a cloud's metadata service", IPNetwork.Parse("fd20:ce::/32")),
    ];

    private static readonly IPNetwork[] Translated = [IPNetwork.Parse("64:ff9b::/96"), IPNetwork.Parse("::/96")];
    private static readonly IPNetwork SixToFour = IPNetwork.Parse("2002::/16");

    /// <summary>What an address is when it is refused; null: nothing is wrong with it.</summary>
    /// <param name="address">The address, in any form.</param>
    public static string? WhyRefused(IPAddress address) => Forms(address).Select(KindOf).FirstOrDefault(kind => kind is not null);

    /// <summary>The address in its own form: an IPv4 address that is written as an IPv6 one is an IPv4 address.</summary>
    /// <param name="address">The address, in any form.</param>
    public static IPAddress Own(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    private static string? KindOf(IPAddress address)
    {
        foreach (var (kind, network) in Refused)
        {
            if (network.Contains(address))
            {
                return kind;
            }
        }
        return null;
    }

    // The address, and the IPv4 address that it carries: translators and tunnels lead there.
    private static IEnumerable<IPAddress> Forms(IPAddress address)
    {
        var own = Own(address);
        if (own.AddressFamily == AddressFamily.InterNetworkV6)
        {
            // A scope is no part of the network.
            own = new IPAddress(own.GetAddressBytes());
            var bytes = own.GetAddressBytes();
            if (SixToFour.Contains(own))
            {
                yield return new IPAddress(bytes.AsSpan(2, 4));
            }
            else if (Translated.Any(network => network.Contains(own)) && !IPAddress.IPv6Loopback.Equals(own) && !IPAddress.IPv6Any.Equals(own))
            {
                yield return new IPAddress(bytes.AsSpan(12, 4));
            }
        }
        yield return own;
    }
}
