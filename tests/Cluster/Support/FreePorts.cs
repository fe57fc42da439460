using System.Net;
using System.Net.Sockets;

namespace Actors.Cluster.Support;

/// <summary>Ports that nobody listens on, below those that outgoing connections take: a silo that is killed gets the same ones again.</summary>
internal static class FreePorts
{
    private const int First = 15000;
    private const int Last = 29000;

    public static int[] Take(int count)
    {
        var ports = new HashSet<int>();
        while (ports.Count < count)
        {
            var port = Random.Shared.Next(First, Last);
            if (IsFree(port))
            {
                ports.Add(port);
            }
        }

        return [.. ports];
    }

    private static bool IsFree(int port)
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
