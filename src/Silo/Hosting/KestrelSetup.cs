using System.Net;
using Actors.Silo.Configuration;
using Actors.Silo.Security;
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
        var certificate = string.IsNullOrWhiteSpace(options.Certificate) ? null : PemCertificate.Read(options.Certificate, options.CertificateKey, "Actors:Certificate");
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
                Listen(kestrel, ListenAddress.Parse(url), ListenerKind.Public, certificate);
            }

            if (options.HostsController)
            {
                foreach (var url in options.WorkerListenList)
                {
                    Listen(kestrel, ListenAddress.Parse(url), ListenerKind.Workers, certificate);
                }
            }
        });
    }

    private static void Listen(KestrelServerOptions kestrel, ListenAddress address, ListenerKind kind, PemCertificate? certificate) =>
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
                listen.UseHttps(https => (https.ServerCertificate, https.ServerCertificateChain) = (certificate?.Certificate, certificate?.Chain));
            }
        });
}
