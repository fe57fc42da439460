using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Actors.Contracts.Workers;

namespace Actors.Worker.Session;

/// <summary>Makes the worker's HTTP client.</summary>
internal static class HttpClients
{
    /// <summary>A client that trusts the system's authorities, or only the given one.</summary>
    /// <param name="caFile">A certificate authority in PEM, or null.</param>
    /// <exception cref="InvalidOperationException">The file holds no certificate.</exception>
    public static HttpClient Create(string? caFile)
    {
        var handler = new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(10), PooledConnectionLifetime = TimeSpan.FromMinutes(5) };
        if (caFile is not null)
        {
            var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            try
            {
                policy.CustomTrustStore.ImportFromPemFile(caFile);
            }
            catch (CryptographicException e)
            {
                throw new InvalidOperationException($"{WorkerEnvironment.CaFile}: {caFile} holds no certificate in PEM: {e.Message}", e);
            }
            if (policy.CustomTrustStore.Count == 0)
            {
                throw new InvalidOperationException($"{WorkerEnvironment.CaFile}: {caFile} holds no certificate in PEM.");
            }
            handler.SslOptions.CertificateChainPolicy = policy;
        }
        return new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
    }
}
