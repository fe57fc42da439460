namespace Actors.Runtimes.Kubernetes.Policy;

/// <summary>Where the sockets of container engines are on nodes: whoever has one is root there.</summary>
internal static class HostSockets
{
    private static readonly string[] Sockets =
    [
        "/run/docker.sock", "/run/containerd/containerd.sock", "/run/crio/crio.sock", "/run/cri-dockerd.sock", "/run/dockershim.sock", "/run/podman/podman.sock",
        "/run/k3s/containerd/containerd.sock", "/run/k0s/containerd.sock", "/var/snap/microk8s/common/run/containerd.sock", "/var/lib/kubelet/pod-resources/kubelet.sock",
        "/var/lib/kubelet/device-plugins/kubelet.sock",
    ];

    /// <summary>Whether the path is such a socket, its folder, or above one.</summary>
    public static bool Reaches(string path)
    {
        var normal = "/" + string.Join('/', path.Split('/', StringSplitOptions.RemoveEmptyEntries));
        // /var/run is a link to /run.
        if (normal == "/var/run" || normal.StartsWith("/var/run/", StringComparison.Ordinal))
            normal = normal[4..];
        return normal is "/" or "/var" || normal.EndsWith(".sock", StringComparison.Ordinal)
            || Sockets.Any(socket => socket == normal || socket.StartsWith(normal + '/', StringComparison.Ordinal));
    }
}
