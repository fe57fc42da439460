using System.Net;
using System.Net.Sockets;
using k8s;
using k8s.Exceptions;
using YamlDotNet.Core;

namespace Actors.Runtimes.Kubernetes;

/// <summary>Where a cluster is, seen from this machine.</summary>
public static class KubernetesAccess
{
    private const int AnyPort = 443;

    /// <summary>The kubeconfig that kubectl takes: the first file of <c>$KUBECONFIG</c>, else <c>~/.kube/config</c>; absolute.</summary>
    public static string StandardKubeConfig => Path.GetFullPath(
        (Environment.GetEnvironmentVariable("KUBECONFIG") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).FirstOrDefault()
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".kube", "config"));

    /// <summary>This machine's own address on the route to the cluster's API server: where pods are likely to reach it. Sends nothing.</summary>
    /// <param name="kubeConfig">Path of the kubeconfig.</param>
    /// <returns>An IP address.</returns>
    /// <exception cref="InvalidOperationException">The file cannot be used, or there is no route.</exception>
    public static string AddressTowards(string kubeConfig)
    {
        try
        {
            var server = new Uri(KubernetesClientConfiguration.BuildConfigFromConfigFile(kubeConfig).Host);
            using var socket = new Socket(SocketType.Dgram, ProtocolType.Udp);
            socket.Connect(server.DnsSafeHost, server.Port > 0 ? server.Port : AnyPort);
            var address = ((IPEndPoint)socket.LocalEndPoint!).Address;
            return (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString();
        }
        catch (Exception e) when (e is KubeConfigException or IOException or UnauthorizedAccessException or YamlException or UriFormatException or SocketException)
        {
            throw new InvalidOperationException($"The cluster of the kubeconfig {kubeConfig} cannot be found: {e.Message} Name another by --kubeconfig FILE.", e);
        }
    }
}
