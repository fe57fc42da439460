using System.Security.Cryptography.X509Certificates;

namespace Actors.Worker.Session;

/// <summary>Makes the worker's HTTP client.</summary>
internal static class HttpClients
{
    /// <summary>A client that trusts the system's authorities, or only the given one.</summary>
    /// <param name="caFile">A certificate authority in PEM, or null.</param>
    public static HttpClient Create(string? caFile)
    {
        var handler = new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(10), PooledConnectionLifetime = TimeSpan.FromMinutes(5) };
        if (caFile is not null)
        {
            var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            policy.CustomTrustStore.ImportFromPemFile(caFile);
            handler.SslOptions.CertificateChainPolicy = policy;
        }
        return new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
    }
}
