using System.Net;

namespace Actors.Contracts.Workers;

/// <summary>
/// An entry of <c>Actors:Agents:NAME:HttpAllow</c>: what HTTP calls may reach although it is refused otherwise. <c>loopback</c>, <c>link-local</c>, an address, a network
/// (<c>169.254.10.0/24</c>) or a host name, which counts as it stands in the endpoint; <c>controller</c> opens the controller's own listeners, and nothing else does.
/// </summary>
public sealed record AddressRule
{
    /// <summary>Opens loopback.</summary>
    public const string Loopback = "loopback";
    /// <summary>Opens link-local addresses.</summary>
    public const string LinkLocal = "link-local";
    /// <summary>Opens the controller's own listeners.</summary>
    public const string Controller = "controller";

    private AddressRule(string text, IPNetwork[] networks) => (Text, Networks) = (text, networks);

    /// <summary>The entry, in lower case.</summary>
    public string Text { get; }

    /// <summary>Networks that it opens; none of a host name and of <see cref="Controller"/>.</summary>
    public IReadOnlyList<IPNetwork> Networks { get; }

    /// <summary>Reads an entry.</summary>
    /// <param name="entry">The entry.</param>
    /// <returns>The rule; null: the entry is none of the forms.</returns>
    public static AddressRule? Parse(string entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var text = entry.Trim().ToLowerInvariant();
        return text switch
        {
            Loopback => new(text, [IPNetwork.Parse("127.0.0.0/8"), IPNetwork.Parse("::1/128")]),
            LinkLocal => new(text, [IPNetwork.Parse("169.254.0.0/16"), IPNetwork.Parse("fe80::/10")]),
            Controller => new(text, []),
            _ when IPNetwork.TryParse(text, out var network) => new(text, [network]),
            _ when IPAddress.TryParse(text.Trim('[', ']'), out var address) => new(text, [new IPNetwork(address, address.GetAddressBytes().Length * 8)]),
            _ => Uri.CheckHostName(text) == UriHostNameType.Dns ? new(text, []) : null,
        };
    }

    /// <summary>Whether it opens an address.</summary>
    /// <param name="host">Host of the endpoint, as it stands there.</param>
    /// <param name="address">Address that the call goes to; IPv4 in its own form.</param>
    /// <returns>Whether it does.</returns>
    public bool Opens(string host, IPAddress address) =>
        Networks.Any(network => network.Contains(address)) || (Networks.Count == 0 && Text != Controller && Text.Equals(host.TrimEnd('.'), StringComparison.OrdinalIgnoreCase));

    /// <inheritdoc/>
    public override string ToString() => Text;
}
