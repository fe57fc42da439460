using System.Net;
using System.Net.Sockets;
using Actors.Contracts.Workers;

namespace Actors.Worker.Http;

/// <summary>
/// Lets HTTP calls of templates reach only what they may. The address that is connected to is what is checked: a name that has another address the next time, and a redirect, change nothing.
/// </summary>
/// <param name="allow">What the agent's configuration allows.</param>
/// <param name="listeners">The controller's own listeners, <c>HOST:PORT</c>.</param>
/// <param name="resolve">Looks up the addresses of a name.</param>
internal sealed class HttpGuard(IReadOnlyList<AddressRule> allow, IReadOnlyList<string> listeners, Func<string, CancellationToken, Task<IPAddress[]>> resolve)
{
    private const string WayOut = "A setting of the agent allows it: Actors:Agents:NAME:HttpAllow";
    private readonly Dictionary<string, IPAddress[]> _listeners = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Connects to an address of the host that may be called.</summary>
    /// <exception cref="RefusedAddressException">It has none.</exception>
    /// <exception cref="SocketException">It has no address, or nothing listens there.</exception>
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        Exception? last = null;
        foreach (var address in await AddressesAsync(host, cancellationToken))
        {
            if (await WhyRefusedAsync(host, address, port, cancellationToken) is { } why)
            {
                last ??= new RefusedAddressException(why);
                continue;
            }
            var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(new IPEndPoint(address, port), cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (SocketException e)
            {
                socket.Dispose();
                last = e;
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }
        throw last ?? new SocketException((int)SocketError.HostNotFound);
    }

    /// <summary>Why a call may not go to an address; null: it may.</summary>
    /// <param name="host">Host of the endpoint.</param>
    /// <param name="address">Address of the host.</param>
    /// <param name="port">Port of the endpoint.</param>
    /// <param name="cancellationToken">Ends looking up names.</param>
    public async Task<string?> WhyRefusedAsync(string host, IPAddress address, int port, CancellationToken cancellationToken)
    {
        var own = AddressKinds.Own(address);
        // The addresses of this worker's own machine are what loopback is: whoever listens on all of them is meant.
        if (!allow.Any(rule => rule.Text == AddressRule.Controller) && await IsListenerAsync(host, own, port, cancellationToken))
        {
            return $"{host}:{port} is a listener of the controller itself, which templates do not call. {WayOut} with '{AddressRule.Controller}'.";
        }
        return AddressKinds.WhyRefused(address) is { } kind && !allow.Any(rule => rule.Opens(host, own))
            ? $"{host} is at {own}, {kind}, which templates do not call. {WayOut} with '{host}', an address or a network."
            : null;
    }

    private async Task<IPAddress[]> AddressesAsync(string host, CancellationToken cancellationToken) =>
        IPAddress.TryParse(host.Trim('[', ']'), out var address) ? [address] : await resolve(host, cancellationToken);

    private async Task<bool> IsListenerAsync(string host, IPAddress address, int port, CancellationToken cancellationToken)
    {
        foreach (var listener in listeners)
        {
            if (!Uri.TryCreate($"tcp://{listener}", UriKind.Absolute, out var place) || place.Port != port)
            {
                continue;
            }
            if (place.IdnHost.Equals(host, StringComparison.OrdinalIgnoreCase) || (await ListenerAsync(place.IdnHost, cancellationToken)).Contains(address))
            {
                return true;
            }
        }
        return false;
    }

    private async Task<IPAddress[]> ListenerAsync(string host, CancellationToken cancellationToken)
    {
        if (!_listeners.TryGetValue(host, out var found))
        {
            try
            {
                found = [.. (await AddressesAsync(host, cancellationToken)).Select(AddressKinds.Own)];
            }
            catch (SocketException)
            {
                // A name that this worker cannot look up leads it nowhere either; the name itself is compared all the same.
                found = [];
            }
            _listeners[host] = found;
        }
        return found;
    }
}
