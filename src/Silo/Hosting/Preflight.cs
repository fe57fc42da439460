using System.Net;
using System.Net.Sockets;
using Actors.Silo.Configuration;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace Actors.Silo.Hosting;

/// <summary>Looks for what would keep the silo from starting, before anything of it runs: a half-started silo would join the cluster first.</summary>
public static class Preflight
{
    /// <summary>Makes the data folder and checks that folder and ports can be used.</summary>
    /// <param name="options">The settings.</param>
    /// <exception cref="StartupException">Something is in the way.</exception>
    public static void Check(ActorsOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        CheckFolder(options.DataFolder);
        CheckEachOnce(options);
        foreach (var url in options.UrlList)
        {
            CheckPort("Actors:Urls", url, ListenAddress.Parse(url));
        }

        // A silo that hosts agents only has no worker endpoints.
        foreach (var url in options.HostsController ? options.WorkerListenList : [])
        {
            CheckPort("Actors:WorkerListen", url, ListenAddress.Parse(url), shared: options.ShareWorkerPort);
        }

        var silo = IPAddress.Parse(options.SiloAddress);
        CheckPort("Actors:SiloPort", $"{new IPEndPoint(silo, options.SiloPort)}", new(false, options.SiloAddress, silo, options.SiloPort), "Actors:SiloAddress");
    }

    private static void CheckEachOnce(ActorsOptions options)
    {
        var silo = IPAddress.Parse(options.SiloAddress);
        var all = options.UrlList.Select(url => ("Actors:Urls", ListenAddress.Parse(url)))
            .Concat((options.HostsController ? options.WorkerListenList : []).Select(url => ("Actors:WorkerListen", ListenAddress.Parse(url))))
            .Append(("Actors:SiloPort", new ListenAddress(false, options.SiloAddress, silo, options.SiloPort))).ToList();
        for (var i = 0; i < all.Count; i++)
        {
            var (key, address) = all[i];
            if (all.Take(i).FirstOrDefault(other => other.Item2.Port == address.Port && Overlap(other.Item2.Ip, address.Ip)) is (not null, _) twice)
            {
                throw new StartupException($"Port {address.Port} is given twice, by {twice.Item1} and by {key}. Choose another with --{key}.");
            }
        }
    }

    private static bool Overlap(IPAddress one, IPAddress other) => one.Equals(other) || IsAny(one) || IsAny(other);

    private static bool IsAny(IPAddress ip) => ip.Equals(IPAddress.Any) || ip.Equals(IPAddress.IPv6Any);

    private static void CheckFolder(string folder)
    {
        try
        {
            if (!Directory.Exists(folder))
            {
                Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }

            var probe = Path.Combine(folder, $".probe-{Guid.NewGuid():N}");
            using (new FileStream(probe, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose))
            {
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"The data folder {folder} cannot be written ({e.Message}). Mend its permissions, or name another with --data DIR.", e);
        }
    }

    private static void CheckPort(string key, string value, ListenAddress address, string? addressKey = null, bool shared = false)
    {
        try
        {
            var endpoint = new IPEndPoint(address.Ip, address.Port);
            // Without ReuseAddress, which on Linux also shares a port with another silo that listens on it.
            using var socket = shared ? SharedPort.Bind(endpoint) : SocketTransportOptions.CreateDefaultBoundListenSocket(endpoint);
            if (!shared)
            {
                // One that is shared is bound and no more: listening it would get connections that are meant for the silos that share the port already.
                socket.Listen();
            }
        }
        catch (SocketException e)
        {
            var why = e.SocketErrorCode switch
            {
                SocketError.AddressAlreadyInUse => $"port {address.Port} is in use. Stop the program that holds it, or choose another port with --{key}",
                SocketError.AccessDenied => $"port {address.Port} needs more rights. Choose a port above 1023 with --{key}",
                SocketError.AddressNotAvailable => $"{address.Ip} is no address of this machine. Choose another with --{addressKey ?? key}",
                _ => $"{e.Message}. Choose another with --{key}",
            };
            throw new StartupException($"Cannot listen on {value} ({key}): {why}.", e);
        }
    }
}
