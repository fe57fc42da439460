using System.Net;
using System.Net.Sockets;

namespace Actors.Cli.Clusters;

/// <summary>Ports of 127.0.0.1.</summary>
internal static class LoopbackPorts
{
    /// <summary>Whether a port can be listened on now.</summary>
    public static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
