using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Actors.Silo.Configuration;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace Actors.Silo.Hosting;

/// <summary>The silo's two listeners.</summary>
public static class KestrelSetup
{
    /// <summary>Largest request body unless an endpoint says otherwise, in bytes.</summary>
    public const long MaxBody = 8 << 20;

    /// <summary>Listens on <c>Actors:Urls</c> and <c>Actors:WorkerListen</c>.</summary>
    /// <param name="builder">The host's builder.</param>
    /// <param name="options">The settings.</param>
    public static void ListenAsConfigured(this WebApplicationBuilder builder, ActorsOptions options)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(options);
        var (certificate, chain) = LoadCertificate(options);
        builder.WebHost.UseSetting(WebHostDefaults.ServerUrlsKey, "");
        if (options.ShareWorkerPort)
        {
            var shared = options.WorkerListenList.Select(ListenAddress.Parse).Select(address => new IPEndPoint(address.Ip, address.Port)).ToHashSet();
            builder.Services.Configure<SocketTransportOptions>(sockets => sockets.CreateBoundListenSocket = endpoint =>
                endpoint is IPEndPoint ip && shared.Contains(ip) ? SharedPort.Bind(ip) : SocketTransportOptions.CreateDefaultBoundListenSocket(endpoint));
        }

        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxBody;
            kestrel.Limits.MaxConcurrentConnections = 4096;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
            foreach (var url in options.UrlList)
            {
                Listen(kestrel, ListenAddress.Parse(url), ListenerKind.Public, certificate, chain);
            }

            if (options.HostsController)
            {
                foreach (var url in options.WorkerListenList)
                {
                    Listen(kestrel, ListenAddress.Parse(url), ListenerKind.Workers, certificate, chain);
                }
            }
        });
    }

    private static void Listen(KestrelServerOptions kestrel, ListenAddress address, ListenerKind kind, X509Certificate2? certificate, X509Certificate2Collection chain) =>
        kestrel.Listen(address.Ip, address.Port, listen =>
        {
            var feature = new ListenerFeature(kind);
            listen.Use(next => connection =>
            {
                connection.Features.Set(feature);
                return next(connection);
            });
            if (address.Https)
            {
                listen.UseHttps(https => (https.ServerCertificate, https.ServerCertificateChain) = (certificate, chain));
            }
        });

    /// <summary>The silo's certificate, and those between it and the authority: who calls may know the authority only.</summary>
    private static (X509Certificate2? Certificate, X509Certificate2Collection Chain) LoadCertificate(ActorsOptions options)
    {
        var chain = new X509Certificate2Collection();
        if (string.IsNullOrWhiteSpace(options.Certificate))
        {
            return (null, chain);
        }

        try
        {
            chain.ImportFromPemFile(options.Certificate);
            return (X509Certificate2.CreateFromPemFile(options.Certificate, string.IsNullOrWhiteSpace(options.CertificateKey) ? options.Certificate : options.CertificateKey), chain);
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"The certificate {options.Certificate} (Actors:Certificate) cannot be read: {e.Message}. It must be PEM with its private key, or Actors:CertificateKey must name the key.", e);
        }
    }
}
