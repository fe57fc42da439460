using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Actors.Testing;

/// <summary>
/// Ports that nobody listens on, below those that outgoing connections take. They stay this process's own until it ends: no other test gets
/// them between their choice and their use, and a silo that is killed gets the same ones again.
/// </summary>
internal static class FreePorts
{
    private const int First = 15000;
    private const int Last = 29000;

    private static readonly DirectoryInfo Folder = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), "actors-test-ports"));
    private static readonly List<FileStream> Claims = [];

    public static int Take() => Take(1)[0];

    public static int[] Take(int count)
    {
        var ports = new List<int>();
        while (ports.Count < count)
        {
            var port = Random.Shared.Next(First, Last);
            if (TryClaim(port) && IsFree(port))
            {
                ports.Add(port);
            }
        }

        return [.. ports];
    }

    // An open file that nobody else can open: the system gives it back however the process ends.
    private static bool TryClaim(int port)
    {
        try
        {
            var claim = new FileStream(Path.Combine(Folder.FullName, port.ToString(CultureInfo.InvariantCulture)), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            lock (Claims)
            {
                Claims.Add(claim);
            }

            return true;
        }
        catch (IOException)
        {
            return false;
        }
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
