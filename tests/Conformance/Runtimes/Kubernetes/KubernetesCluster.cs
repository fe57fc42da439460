using k8s;
using k8s.KubeConfigModels;

namespace Actors.Conformance.Runtimes.Kubernetes;

/// <summary>
/// The cluster that tests run against: the kubeconfig of its administrator in <c>ACTORS_TEST_KUBECONFIG</c>. Its node is this machine, has the image
/// <see cref="RuntimeHarness.Image"/> (see <c>kit-image</c>), and takes privileged pods.
/// </summary>
public static class KubernetesCluster
{
    private const string Variable = "ACTORS_TEST_KUBECONFIG";

    /// <summary>Path of the administrator's kubeconfig; skips the test when there is none.</summary>
    public static string RequireKubeConfig()
    {
        var path = Environment.GetEnvironmentVariable(Variable);
        if (string.IsNullOrEmpty(path))
            Assert.Skip($"There is no Kubernetes cluster: {Variable} names no kubeconfig.");
        return path!;
    }

    /// <summary>A client with the administrator's rights.</summary>
    public static k8s.Kubernetes Connect(string kubeConfig) => new(KubernetesClientConfiguration.BuildConfigFromConfigFile(kubeConfig));

    /// <summary>A copy of a kubeconfig with another address or other credentials.</summary>
    public static async Task<string> CopyAsync(string kubeConfig, string folder, string? server = null, string? token = null)
    {
        var config = await KubernetesClientConfiguration.LoadKubeConfigAsync(kubeConfig, useRelativePaths: false);
        foreach (var cluster in config.Clusters)
        {
            cluster.ClusterEndpoint.Server = server ?? cluster.ClusterEndpoint.Server;
            if (server is not null)
                (cluster.ClusterEndpoint.CertificateAuthority, cluster.ClusterEndpoint.CertificateAuthorityData) = (null, null);
        }

        if (token is not null)
        {
            foreach (var user in config.Users)
                user.UserCredentials = new UserCredentials { Token = token };
        }

        var copy = Path.Combine(folder, $"kubeconfig-{Guid.NewGuid():N}");
        await File.WriteAllTextAsync(copy, KubernetesYaml.Serialize(config));
        return copy;
    }
}
