using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Docker.DotNet.Handler.Abstractions;
using Microsoft.Extensions.Logging;

namespace Actors.Runtimes.Docker;

/// <summary>
/// Connections to an engine, kept open between calls; a cancelled call really ends. Never through a proxy. Streams of both directions (attach, exec)
/// are not used and not supported.
/// </summary>
internal sealed class DockerTransport : IDockerHandlerFactory<DockerEndpoint>
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(15);

    /// <inheritdoc/>
    public ResolvedTransport CreateHandler(DockerEndpoint transportOptions, ResolvedClientOptions clientOptions, ILogger logger)
    {
        var handler = new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, ConnectTimeout = ConnectTimeout };
        handler.ConnectCallback = (context, cancellationToken) => ConnectAsync(transportOptions, context.DnsEndPoint, cancellationToken);
        if (transportOptions.Certificates is { } folder)
            handler.SslOptions = Tls(folder);
        return new(new NamingHandler(transportOptions.Text, handler), transportOptions.Http);
    }

    /// <inheritdoc/>
    public ResolvedTransport CreateHandler(ResolvedClientOptions clientOptions, ILogger logger) => throw new NotSupportedException("The endpoint is missing.");

    /// <inheritdoc/>
    public Task<WriteClosableStream> HijackStreamAsync(HttpContent content) => throw new NotSupportedException("Streams of both directions are not supported.");

    private static async ValueTask<Stream> ConnectAsync(DockerEndpoint endpoint, System.Net.DnsEndPoint address, CancellationToken cancellationToken)
    {
        var socket = endpoint.Socket is null
            ? new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true }
            : new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            if (endpoint.Socket is { } path)
            {
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellationToken);
            }
            else
            {
                socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
                socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, (int)KeepAlive.TotalSeconds);
                socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, (int)KeepAlive.TotalSeconds);
                await socket.ConnectAsync(address, cancellationToken);
            }

            return new NetworkStream(socket, true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static SslClientAuthenticationOptions Tls(string folder)
    {
        var authorities = new X509Certificate2Collection();
        authorities.ImportFromPemFile(Path.Combine(folder, "ca.pem"));
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.AddRange(authorities);
        var client = X509Certificate2.CreateFromPemFile(Path.Combine(folder, "cert.pem"), Path.Combine(folder, "key.pem"));
        return new() { ClientCertificates = [client], CertificateChainPolicy = policy };
    }

    /// <summary>Says which engine it is that does not answer.</summary>
    private sealed class NamingHandler(string name, HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            try
            {
                return await base.SendAsync(request, cancellationToken);
            }
            catch (HttpRequestException exception)
            {
                throw new HttpRequestException(
                    $"The Docker engine at {name} does not answer ({exception.GetBaseException().Message}). Does it run, and may this user reach it? Its address is the setting Docker:Endpoint.", exception);
            }
        }
    }
}
