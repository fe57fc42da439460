using System.Net;
using System.Net.Sockets;

namespace Actors.Silo.Hosting;

/// <summary>Sockets that several silos of one machine listen on together (Linux).</summary>
internal static class SharedPort
{
    /// <summary>Binds one, and does not listen yet.</summary>
    /// <param name="endpoint">Where; <c>[::]</c> means IPv4, too, as Kestrel has it.</param>
    /// <returns>The socket, which is the caller's.</returns>
    /// <exception cref="SocketException">Somebody has the port for itself, or it is no address of this machine.</exception>
    public static Socket Bind(IPEndPoint endpoint)
    {
        var socket = new Socket(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            if (endpoint.Address.Equals(IPAddress.IPv6Any))
            {
                socket.DualMode = true;
            }

            // On Linux this is SO_REUSEPORT as well, which only programs of the same user may share.
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
            socket.Bind(endpoint);
            return socket;
        }
        catch (SocketException)
        {
            socket.Dispose();
            throw;
        }
    }
}
