using Actors.Contracts.Runtimes;
using k8s;
using k8s.Authentication;
using k8s.Exceptions;

namespace Actors.Runtimes.Kubernetes.Api;

/// <summary>The way to one API server: address, trust and credentials, from a kubeconfig or from inside the cluster.</summary>
internal sealed class KubernetesConnection : IDisposable
{
    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan PingDelay = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan PingLimit = TimeSpan.FromSeconds(10);
    // Addresses and certificates of an API server change: no connection is kept for ever.
    private static readonly TimeSpan ConnectionLife = TimeSpan.FromMinutes(10);

    private readonly k8s.Kubernetes _client;
    private readonly string? _serverName;

    private KubernetesConnection(KubernetesClientConfiguration configuration, string source)
    {
        configuration.FirstMessageHandlerSetup = handler =>
        {
            handler.ConnectTimeout = ConnectLimit;
            handler.KeepAlivePingDelay = PingDelay;
            handler.KeepAlivePingTimeout = PingLimit;
            handler.PooledConnectionLifetime = ConnectionLife;
        };
        _client = new(configuration);
        _serverName = configuration.TlsServerName;
        (Server, Source, DefaultNamespace) = (_client.BaseUri, source, configuration.Namespace);
    }

    /// <summary>Address of the API server.</summary>
    public Uri Server { get; }

    /// <summary>Where address and credentials are from, for messages.</summary>
    public string Source { get; }

    /// <summary>The namespace of the kubeconfig's context, or of the pod that the silo runs in.</summary>
    public string? DefaultNamespace { get; }

    /// <summary>Reads the configuration; connects to nothing yet.</summary>
    /// <exception cref="InvalidOperationException">There is none, or it is not usable; the message names the setting.</exception>
    public static KubernetesConnection Open(KubernetesRuntimeOptions options, RuntimeSettings settings)
    {
        var section = $"Actors:Agents:{settings.AgentName}:Kubernetes";
        try
        {
            if (options.KubeConfig is { } file)
            {
                var path = Path.GetFullPath(file);
                if (!File.Exists(path))
                    throw new InvalidOperationException($"{section}:KubeConfig: there is no file {path}.");
                return new(KubernetesClientConfiguration.BuildConfigFromConfigFile(path, options.Context), path);
            }

            return KubernetesClientConfiguration.IsInCluster()
                ? new(KubernetesClientConfiguration.InClusterConfig(), "the pod's service account")
                : throw new InvalidOperationException($"Agent '{settings.AgentName}' is to drive Kubernetes, but this silo does not run in a cluster (with a service account's token): "
                    + $"name a kubeconfig by the setting {section}:KubeConfig.");
        }
        catch (Exception exception) when (exception is KubeConfigException or YamlDotNet.Core.YamlException or IOException or UnauthorizedAccessException or FormatException)
        {
            throw new InvalidOperationException($"{section}:KubeConfig is not usable: {exception.Message}", exception);
        }
    }

    /// <summary>Sends one request; returns once the headers of the answer are there.</summary>
    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Version = System.Net.HttpVersion.Version20;
        if (_client.Credentials is { } credentials)
            await credentials.ProcessHttpRequestAsync(request, cancellationToken);
        if (!string.IsNullOrWhiteSpace(_serverName))
            request.Headers.Host = _serverName;
        return await _client.HttpClient.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();
}
